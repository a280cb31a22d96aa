package io.doppelstream.cli.source;

import io.doppelstream.cli.terminal.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The UCI bank marketing table (45,211 rows, 17 columns; S. Moro, P. Cortez, P. Rita, "A data-driven approach to predict the
 * success of bank telemarketing", Decision Support Systems, 2014), as the artifact {@code mahout-examples} carries it.
 */
public final class BankTable {

    private static final String RESOURCE = "/bank-full.csv";

    private BankTable() {}

    /** Copies the table into a folder. */
    public static Path copyTo(Path folder) throws IOException {
        Path file = folder.resolve("bank-full.csv");
        try (InputStream in = BankTable.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new UserException("Expected the bank marketing table (" + RESOURCE
                        + " of org.apache.mahout:mahout-examples) on the class path, found none");
            }
            Files.copy(in, file);
        }
        return file;
    }
}
