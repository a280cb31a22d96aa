package io.doppelstream.cli.benchmark.measure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which of the known tables a benchmark runs on. */
public final class TableOptions {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "../shared/data",
            description = "Folder of the tables (default: ${DEFAULT-VALUE}); tables that are not there are skipped.")
    private Path data;

    @Option(names = "--tables", paramLabel = "NAME", split = ",", description = "These tables alone (default: all).")
    private List<String> tables = List.of();

    /** Names of the tables; none means all. */
    public List<String> names() {
        return tables;
    }

    /** Folder of the tables. */
    public Path data() {
        return data;
    }

    /** The file of a table, or empty, and a word on standard error, where it is not there. */
    public static Optional<Path> file(String table, Path path) {
        if (!Files.exists(path)) {
            System.err.println("Skipped " + table + ": expected its table at " + path + ", found none");
            return Optional.empty();
        }
        return Optional.of(path);
    }
}
