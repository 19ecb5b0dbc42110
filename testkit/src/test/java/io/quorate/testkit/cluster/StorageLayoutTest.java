// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageLayoutTest {
    private static final Instant NOW = Instant.ofEpochMilli(0x1a1fb921ee1L);

    /** What StorageTool of 4.3.1 wrote for these voters, with the sums and the times of its three moments set to 0. */
    private static final String OF_THE_TOOL = """
            00000000000000000000010100000000020000000000200000000200000000000000000000000000
            000000ffffffffffffffffffffffffffff000000032a000000080000000316000000000000000000
            0000001e00000208000000050a000000010000d0020000040800000006ba02000004000000018996
            9665fc324e57a4a32e7f4259975a020b434f4e54524f4c4c45520a3132372e302e302e316edd0000
            00000100000000000201e0d3a9f1024b3f9b8f5cd9efd14d6c020b434f4e54524f4c4c45520a3132
            372e302e302e31522e0000000001000000000003eb9478922a3945c0a775788b0621f842020b434f
            4e54524f4c4c45520a3132372e302e302e31643c0000000001000000000000000000000003000000
            3f00000000020000000000200000000000000000000000000000000000000000ffffffffffffffff
            ffffffffffff000000011a00000008000000040600000000
            """;

    private static final List<StorageLayout.Voter> VOTERS = List.of(
            voter(1, "iZaWZfwyTlekoy5_QlmXWg", 28381),
            voter(2, "AeDTqfECSz-bj1zZ79FNbA", 21038),
            voter(3, "65R4kio5RcCndXiLBiH4Qg", 25660));

    private static StorageLayout.Voter voter(int nodeId, String directoryId, int port) {
        return new StorageLayout.Voter(nodeId, directoryId, new Endpoint("CONTROLLER", "127.0.0.1", port));
    }

    @Test
    void theFirstVotersAreWrittenAsTheStorageToolWritesThem() {
        ByteBuffer snapshot = ByteBuffer.wrap(StorageLayout.snapshot(VOTERS, NOW));
        int second = Long.BYTES + Integer.BYTES + snapshot.getInt(Long.BYTES);
        for (int batch : new int[] {0, second}) {
            snapshot.putInt(batch + 17, 0);
            snapshot.putLong(batch + 27, 0);
            snapshot.putLong(batch + 35, 0);
        }
        snapshot.putLong(61 + 12, 0);

        assertThat(HexFormat.of().formatHex(snapshot.array())).isEqualTo(OF_THE_TOOL.replaceAll("\\s", ""));
    }

    @Test
    void theSumsOfTheFirstVotersAreRight() {
        List<Long> offsets = new ArrayList<>();
        for (MutableRecordBatch batch : MemoryRecords.readableRecords(
                        ByteBuffer.wrap(StorageLayout.snapshot(VOTERS, NOW)))
                .batches()) {
            batch.ensureValid();
            assertThat(batch.isControlBatch()).isTrue();
            assertThat(batch.maxTimestamp()).isEqualTo(NOW.toEpochMilli());
            batch.forEach(record -> offsets.add(record.offset()));
        }
        assertThat(offsets).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void aNodeOfAStaticQuorumHasNoMetadataYet(@TempDir Path directory) throws Exception {
        Path data = directory.resolve("data");
        StorageLayout.write(data, StorageLayout.meta("c", 7, "d"), new byte[] {1, 2}, List.of(), NOW);

        assertThat(data.resolve("meta.properties")).hasContent("version=1\ncluster.id=c\nnode.id=7\ndirectory.id=d\n");
        assertThat(data.resolve("bootstrap.checkpoint")).hasBinaryContent(new byte[] {1, 2});
        try (var files = Files.list(data)) {
            assertThat(files).hasSize(2);
        }
    }
}
