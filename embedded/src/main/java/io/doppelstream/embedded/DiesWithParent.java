package io.doppelstream.embedded;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Main class of a child process that must not outlive its parent: runs another main class and halts as soon as its
 * standard input ends. The parent holds the other end of that pipe and never writes to it; the operating system closes
 * it whichever way the parent ends, by {@code SIGKILL} too.
 *
 * <p>Its class file is given to the child alone, so it uses nothing but the JDK.
 */
final class DiesWithParent {
    /** Exit status of a child whose parent is gone. */
    static final int PARENT_GONE = 3;

    private DiesWithParent() {}

    /**
     * Runs another main class.
     *
     * @param arguments the main class to run, then its arguments
     */
    public static void main(String[] arguments) throws Throwable {
        Thread watch = new Thread(DiesWithParent::awaitEndOfInput, "dies-with-parent");
        watch.setDaemon(true);
        watch.start();
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            System.err.println("Standard input is broken, so the parent is gone: " + e);
        }
        Runtime.getRuntime().halt(PARENT_GONE);
    }
}
