package io.doppelstream.cli.benchmark.service;

import io.doppelstream.cli.terminal.TextTable;
import java.util.Locale;

/**
 * What {@code doppel benchmark augment} measured.
 *
 * @param machine where
 * @param model name/version
 * @param where the rare class
 * @param columns that the model learns
 * @param partitions of the real topic
 * @param events real events of the backlog
 * @param rareShare of the rare class among them
 * @param windows that they fill
 * @param wantedShare of the rare class in each window of the merged feed
 * @param realPerSecond from the moment that the backlog became visible to the last real event read from the feed
 * @param seconds from that moment until every window had its share
 * @param mergedPerSecond real and synthetic records of that time
 * @param syntheticPerSecond the synthetic ones of them
 * @param realRead real events that a consumer of committed records found
 * @param syntheticRead synthetic records
 * @param readTwice those of both that it found a second time
 * @param achievedShare of the rare class in all that was read
 * @param lowestShare in the window where it is lowest
 */
record AugmentFigures(
        String machine,
        String model,
        String where,
        int columns,
        int partitions,
        long events,
        double rareShare,
        int windows,
        double wantedShare,
        double realPerSecond,
        double seconds,
        double mergedPerSecond,
        double syntheticPerSecond,
        long realRead,
        long syntheticRead,
        long readTwice,
        double achievedShare,
        double lowestShare) {

    TextTable table() {
        TextTable table = new TextTable("figure", "value");
        table.row("model", model + ", " + columns + " columns");
        table.row("rare class", where + String.format(Locale.ROOT, ", %.1f %% of the real events", 100 * rareShare));
        table.row("real events, windows", String.format(Locale.ROOT, "%,d, %,d", events, windows));
        table.row("real events per second, merged exactly once", String.format(Locale.ROOT, "%,.0f", realPerSecond));
        table.row("seconds until all windows have their share", String.format(Locale.ROOT, "%.1f", seconds));
        table.row("merged records per second of that time", String.format(Locale.ROOT, "%,.0f", mergedPerSecond));
        table.row("synthetic records per second of that time", String.format(Locale.ROOT, "%,.0f", syntheticPerSecond));
        table.row(
                "committed records: real, synthetic, twice",
                String.format(Locale.ROOT, "%,d, %,d, %,d", realRead, syntheticRead, readTwice));
        table.row(
                "share: wanted, achieved, lowest of a window",
                String.format(
                        Locale.ROOT,
                        "%.1f %%, %.2f %%, %.2f %%",
                        100 * wantedShare,
                        100 * achievedShare,
                        100 * lowestShare));
        return table;
    }
}
