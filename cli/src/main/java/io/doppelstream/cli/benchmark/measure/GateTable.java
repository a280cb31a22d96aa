package io.doppelstream.cli.benchmark.measure;

import io.doppelstream.cli.terminal.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Figures of several seeds held against their gates: the mean counts. */
public final class GateTable {

    private final TextTable text;

    /** @param subject what is measured, such as a table */
    public GateTable(String subject) {
        text = new TextTable(subject, "figure", "must", "stretch", "mean", "seeds", "reached");
    }

    /**
     * Adds a row.
     *
     * @param figures of each seed, by name; one that is missing misses
     */
    public void row(String subject, Gate gate, List<Map<String, Double>> figures) {
        List<Double> values = figures.stream()
                .map(seed -> seed.getOrDefault(gate.figure(), Double.NaN))
                .toList();
        double mean = values.stream().mapToDouble(value -> value).average().orElse(Double.NaN);
        text.row(
                subject,
                gate.figure(),
                gate.text(gate.must()),
                gate.text(gate.stretch()),
                number(mean),
                values.stream().map(GateTable::number).collect(Collectors.joining(" ")),
                gate.verdict(mean));
    }

    /** A figure with four decimals. */
    public static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
