// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The main class of a node's process. It stands in a jar of its own on the class path of any Kafka release, so it uses
 * nothing but the JDK.
 *
 * <p>The standard input is a life line: it ends when the JVM that started this one is gone, however it ended, and then so
 * does this one. The storage is formatted here, by the release's own tool: this JVM loads most of what that needs anyway, so
 * a node costs one process and not two.
 */
final class NodeMain {
    static final String KAFKA = "kafka.Kafka";

    private NodeMain() {}

    /**
     * Formats the storage if told so, and runs a broker, a controller or both, or ZooKeeper.
     *
     * @param arguments the main class, the file with its properties, and, if the storage is to be formatted, a file with the
     *     arguments of the storage tool, one in each line, which is deleted
     * @throws Exception if Kafka cannot be called
     */
    public static void main(String[] arguments) throws Exception {
        Thread lifeline = new Thread(NodeMain::awaitParent, "quorate-lifeline");
        lifeline.setDaemon(true);
        lifeline.start();
        if (arguments.length > 2) {
            Path told = Path.of(arguments[2]);
            List<String> lines = Files.readAllLines(told);
            Files.delete(told);
            format(lines.toArray(new String[0]));
        }
        invoke(arguments[0], new String[] {arguments[1]});
    }

    private static void awaitParent() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes: reading is how the end is noticed.
            }
        } catch (IOException e) {
            // The same as its end.
        }
        Runtime.getRuntime().halt(129);
    }

    /** The tool ends its JVM when it is done; that is put off. */
    private static void format(String[] arguments) throws Exception {
        Class<?> exit = Class.forName("org.apache.kafka.common.utils.Exit");
        Class<?> procedure = Class.forName("org.apache.kafka.common.utils.Exit$Procedure");
        Object putOff = Proxy.newProxyInstance(
                procedure.getClassLoader(), new Class<?>[] {procedure}, (proxy, method, values) -> {
                    throw new ToolEnded((Integer) values[0]);
                });
        exit.getMethod("setExitProcedure", procedure).invoke(null, putOff);
        try {
            invoke("kafka.tools.StorageTool", arguments);
        } catch (ToolEnded e) {
            if (e.status != 0) {
                System.err.println("Formatting the storage failed: StorageTool "
                        + String.join(" ", arguments).replaceAll("password=[^],]*", "password=[hidden]"));
                System.exit(e.status);
            }
        }
        exit.getMethod("resetExitProcedure").invoke(null);
    }

    private static void invoke(String mainClass, String[] arguments) throws Exception {
        Method main = Class.forName(mainClass).getMethod("main", String[].class);
        try {
            main.invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    private static final class ToolEnded extends Error {
        private static final long serialVersionUID = 1L;

        private final int status;

        ToolEnded(int status) {
            super(null, null, false, false);
            this.status = status;
        }
    }
}
