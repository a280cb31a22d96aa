package io.doppelstream.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** A command as a user types it: its exit code and what it printed. */
public record CommandLineRun(int code, String out, String err) {

    /** Runs a command in this JVM; standard output and error are the process's own, so one at a time. */
    public static synchronized CommandLineRun of(String... arguments) {
        PrintStream realOut = System.out;
        PrintStream realErr = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code;
        try (PrintStream toOut = new PrintStream(out, true, StandardCharsets.UTF_8);
                PrintStream toErr = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            System.setOut(toOut);
            System.setErr(toErr);
            CommandLine commands = Doppel.commandLine();
            commands.setOut(writer(toOut));
            commands.setErr(writer(toErr));
            code = commands.execute(arguments);
        } finally {
            System.setOut(realOut);
            System.setErr(realErr);
        }
        return new CommandLineRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
