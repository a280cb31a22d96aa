package io.doppelstream.cli.benchmark.fraud;

import io.doppelstream.cli.benchmark.measure.Choice;
import java.nio.file.Path;
import java.util.List;

/**
 * A table of the fraud benchmark.
 *
 * @param name for reports and {@code --tables}
 * @param file its rows
 * @param where condition that makes a row one of the rare class
 * @param order how rows are split
 * @param time columns that the rows are sorted by, no features; with {@link Order#BY_COLUMNS} alone
 * @param rareShare share of the rare class that its rows are thinned out to, equal rows left out beforehand; 0: all rows stay
 */
record FraudTask(String name, Path file, String where, Order order, List<String> time, double rareShare) {

    /** How rows are split. */
    enum Order {
        /** By time, which some columns have. */
        BY_COLUMNS,
        /** By time: the rows are in its order. */
        AS_IN_FILE,
        /** At random. */
        NONE
    }

    FraudTask {
        time = List.copyOf(time);
    }

    /** The known tables, in the order in which they run. */
    static List<FraudTask> all(Path data) {
        return List.of(
                new FraudTask(
                        "creditcard",
                        data.resolve("creditcard-ulb-subset/creditcard_subset.csv.gz"),
                        "Class = 1",
                        Order.BY_COLUMNS,
                        List.of("Time"),
                        0),
                new FraudTask(
                        "vehicle-claim-fraud",
                        data.resolve("vehicle-claim-fraud/fraud_oracle.csv.gz"),
                        "FraudFound_P = 1",
                        Order.BY_COLUMNS,
                        List.of("Year", "Month"),
                        0),
                new FraudTask(
                        "bank",
                        data.resolve("bank-marketing/bank-full.csv.gz"),
                        "y = 'yes'",
                        Order.AS_IN_FILE,
                        List.of(),
                        0),
                new FraudTask(
                        "kdd99",
                        data.resolve("kddcup99/kddcup.data_10_percent.gz"),
                        "column41 != 'normal.'",
                        Order.NONE,
                        List.of(),
                        0.01));
    }

    /** The known tables of these names; no name means all. */
    static List<FraudTask> named(Path data, List<String> names) {
        return Choice.of("--tables", names, all(data), FraudTask::name);
    }

    /** A user's own table; without columns of time it is split at random. */
    static FraudTask own(Path file, String where, List<String> time) {
        String name = file.getFileName().toString().replaceFirst("\\..*$", "").replaceAll("[^A-Za-z0-9_-]", "-");
        return new FraudTask(name, file, where, time.isEmpty() ? Order.NONE : Order.BY_COLUMNS, time, 0);
    }
}
