// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** One direction of a connection: what was read at one end and has not been written at the other. */
final class Flow {
    /** So much is under way; then the sender feels it. */
    private static final int WINDOW = 1 << 20;

    private record Chunk(ByteBuffer bytes, long due) {}

    private final SocketChannel source;
    private final SocketChannel sink;
    private final LinkState.Lane lane;
    private final Deque<Chunk> underWay = new ArrayDeque<>();
    private long queued;
    private boolean sourceEnded;
    private boolean sinkEnded;
    private boolean sinkFull;

    Flow(SocketChannel source, SocketChannel sink, LinkState.Lane lane) {
        this.source = source;
        this.sink = sink;
        this.lane = lane;
    }

    boolean wantsToRead() {
        return !sourceEnded && !lane.isCut() && queued < WINDOW;
    }

    boolean wantsToWrite() {
        return sinkFull && !lane.isCut();
    }

    boolean isOver() {
        return sinkEnded;
    }

    /** When there is something to do without an event, or {@code Long.MAX_VALUE}. */
    long nextDue() {
        Chunk first = underWay.peekFirst();
        return first == null || sinkFull || lane.isCut() ? Long.MAX_VALUE : first.due();
    }

    void read(ByteBuffer scratch, long now) throws IOException {
        scratch.clear();
        int count = source.read(scratch);
        if (count < 0) {
            sourceEnded = true;
            return;
        }
        if (count > 0) {
            byte[] copy = new byte[count];
            scratch.flip().get(copy);
            underWay.addLast(new Chunk(ByteBuffer.wrap(copy), lane.arrival(now, count)));
            queued += count;
        }
    }

    /** Under another condition nothing comes later than it would have come before. */
    void reschedule(long now) {
        for (int i = underWay.size(); i > 0; i--) {
            Chunk chunk = underWay.removeFirst();
            long arrival = lane.arrival(now, chunk.bytes().remaining());
            underWay.addLast(new Chunk(chunk.bytes(), Math.min(chunk.due(), arrival)));
        }
    }

    void write(long now) throws IOException {
        if (lane.isCut()) {
            return;
        }
        sinkFull = false;
        while (!underWay.isEmpty() && underWay.getFirst().due() <= now) {
            ByteBuffer bytes = underWay.getFirst().bytes();
            queued -= sink.write(bytes);
            if (bytes.hasRemaining()) {
                sinkFull = true;
                return;
            }
            underWay.removeFirst();
        }
        if (sourceEnded && underWay.isEmpty() && !sinkEnded) {
            sinkEnded = true;
            sink.shutdownOutput();
        }
    }
}
