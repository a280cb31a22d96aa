package io.doppelstream.cli.sample;

import io.doppelstream.cli.terminal.UserException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** How sampled rows are written, by the ending of the file. */
enum SampleFormat {
    STANDARD_OUTPUT("-"),
    CSV(".csv"),
    PARQUET(".parquet"),
    AVRO(".avro"),
    GRID(".png"),
    FOLDER("/");

    private static final Set<SampleFormat> OF_IMAGES = EnumSet.of(AVRO, GRID, FOLDER);
    private static final Set<SampleFormat> OF_TABLES = EnumSet.of(STANDARD_OUTPUT, CSV, PARQUET, AVRO);

    private final String suffix;

    SampleFormat(String suffix) {
        this.suffix = suffix;
    }

    String suffix() {
        return suffix;
    }

    static SampleFormat of(String out) {
        return Arrays.stream(values())
                .filter(format -> format == STANDARD_OUTPUT ? out.equals("-") : out.endsWith(format.suffix))
                .findFirst()
                .orElseThrow(() -> new UserException("Expected --out to end in .csv, .parquet or .avro, or to be -; for"
                        + " images in .png (a grid), / (a folder of PNG files) or .avro, found '" + out + "'"));
    }

    /** Checks that rows of a model can be written so. */
    void check(boolean images) {
        if (images && !OF_IMAGES.contains(this)) {
            throw new UserException("Expected --out of a model of images to end in .png (a grid), / (a folder of PNG"
                    + " files) or .avro, found " + suffix);
        } else if (!images && !OF_TABLES.contains(this)) {
            throw new UserException(
                    "Expected --out of a model of tables to end in .csv, .parquet or .avro, or to be -, found "
                            + suffix);
        }
    }
}
