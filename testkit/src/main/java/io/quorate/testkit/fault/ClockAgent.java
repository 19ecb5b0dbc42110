// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import io.quorate.testkit.time.NodeClock;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.IllegalClassFormatException;
import java.lang.instrument.Instrumentation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Loaded into the process of a node: makes Kafka's {@code SystemTime}, through which a broker reads the time of day, ask
 * {@link NodeClock}. Nothing but a reference in the constant pool is changed, so the code of the class stays as it is and no
 * library for byte code is needed. It uses nothing but the JDK.
 */
final class ClockAgent implements ClassFileTransformer {
    private static final String CLOCK_OF_KAFKA = "org/apache/kafka/common/utils/SystemTime";
    private static final int HEADER = 8;
    private static final int UTF8 = 1;
    private static final int CLASS = 7;
    private static final int METHOD = 10;

    private static boolean installed;

    private ClockAgent() {}

    /**
     * Called by the JDK each time that the agent is loaded.
     *
     * @param offsetMillis how far the clock is shifted
     * @param instrumentation replaces classes
     * @throws Exception if the class cannot be replaced
     */
    public static synchronized void agentmain(String offsetMillis, Instrumentation instrumentation) throws Exception {
        NodeClock.shift(Long.parseLong(offsetMillis));
        if (!installed) {
            ClockAgent agent = new ClockAgent();
            instrumentation.addTransformer(agent, true);
            instrumentation.retransformClasses(Class.forName(CLOCK_OF_KAFKA.replace('/', '.')));
            instrumentation.removeTransformer(agent);
            installed = true;
        }
    }

    @Override
    public byte @Nullable [] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile)
            throws IllegalClassFormatException {
        if (!CLOCK_OF_KAFKA.equals(name)) {
            return null;
        }
        try {
            return redirect(classFile);
        } catch (IOException | IllegalStateException e) {
            e.printStackTrace(); // else the JDK says nothing at all
            throw new IllegalClassFormatException(e.toString());
        }
    }

    /** Appends a class to the constant pool, and makes it the owner of the method that tells the time. */
    static byte[] redirect(byte[] classFile) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(classFile.clone());
        int count = Short.toUnsignedInt(in.getShort(HEADER));
        int[] entries = new int[count];
        int end = entries(in, entries);
        boolean found = false;
        for (int i = 1; i < count; i++) {
            if (entries[i] != 0 && in.get(entries[i]) == METHOD && tellsTime(in, entries, entries[i])) {
                in.putShort(entries[i] + 1, (short) (count + 1));
                found = true;
            }
        }
        if (!found) {
            throw new IllegalStateException("No call of System.currentTimeMillis is in " + CLOCK_OF_KAFKA);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(in.array(), 0, HEADER);
        out.writeShort(count + 2);
        out.write(in.array(), HEADER + 2, end - HEADER - 2);
        out.writeByte(UTF8);
        out.writeUTF(NodeClock.class.getName().replace('.', '/'));
        out.writeByte(CLASS);
        out.writeShort(count);
        out.write(in.array(), end, classFile.length - end);
        return bytes.toByteArray();
    }

    /** Finds where the entries of the constant pool begin (JVM specification, 4.4), and returns where the last ends. */
    private static int entries(ByteBuffer in, int[] entries) {
        int position = HEADER + 2;
        for (int i = 1; i < entries.length; i++) {
            entries[i] = position;
            int tag = in.get(position);
            position += 1
                    + switch (tag) {
                        case UTF8 -> 2 + Short.toUnsignedInt(in.getShort(position + 1));
                        case 3, 4, 9, METHOD, 11, 12, 17, 18 -> 4;
                        case 5, 6 -> 8;
                        case CLASS, 8, 16, 19, 20 -> 2;
                        case 15 -> 3;
                        default -> throw new IllegalStateException("Unknown entry " + tag + " in a constant pool");
                    };
            if (tag == 5 || tag == 6) {
                i++; // takes two numbers
            }
        }
        return position;
    }

    private static boolean tellsTime(ByteBuffer in, int[] entries, int method) {
        int owner = at(in, entries, method + 1);
        int nameAndType = at(in, entries, method + 3);
        return text(in, at(in, entries, owner + 1)).equals("java/lang/System")
                && text(in, at(in, entries, nameAndType + 1)).equals("currentTimeMillis");
    }

    private static int at(ByteBuffer in, int[] entries, int index) {
        return entries[Short.toUnsignedInt(in.getShort(index))];
    }

    private static String text(ByteBuffer in, int utf8) {
        byte[] bytes = new byte[Short.toUnsignedInt(in.getShort(utf8 + 1))];
        in.get(utf8 + 3, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
