package io.doppelstream.cli;

import java.util.Arrays;

/** How sampled rows are written, by the ending of the file. */
enum SampleFormat {
    STANDARD_OUTPUT("-"),
    CSV(".csv"),
    PARQUET(".parquet"),
    AVRO(".avro");

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
                .orElseThrow(() -> new UserException(
                        "Expected --out to end in .csv, .parquet or .avro, or to be -, found '" + out + "'"));
    }
}
