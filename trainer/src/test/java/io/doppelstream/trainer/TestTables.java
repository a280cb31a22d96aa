package io.doppelstream.trainer;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import io.doppelstream.trainer.evaluate.EvaluationLimits;
import io.doppelstream.trainer.evaluate.EvaluationOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Tables that tests train on. */
public final class TestTables {

    private TestTables() {}

    /** What an evaluation may look at where the figures do not matter. */
    public static EvaluationOptions quickEvaluation() {
        return new EvaluationOptions(Optional.empty(), List.of(), EvaluationLimits.atMost(300));
    }

    private static Column categorical(String name, boolean nullable, String... vocabulary) {
        return new Column(name, new ValueType.Text(), new Role.Categorical(List.of(vocabulary)), nullable);
    }

    private static Column number(String name, ValueType type, boolean nullable) {
        return new Column(name, type, new Role.Continuous(), nullable);
    }

    /** A column of every kind: {@code zone} and {@code tax} are functions of {@code city}, {@code id} is not learned. */
    public static Table everyKind(int rows, long seed) {
        TableSchema schema = new TableSchema(
                List.of(
                        categorical("city", true, "Bern", "Oslo", "Rome"),
                        number("age", new ValueType.Whole(), false),
                        number("amount", new ValueType.Decimal(10, 2), true),
                        number("balance", new ValueType.Floating(), true),
                        number("price", new ValueType.Floating(), false),
                        number("seen", new ValueType.Timestamp("UTC"), false),
                        number("children", new ValueType.Whole(), false),
                        new Column("plan", new ValueType.Text(), new Role.Constant("basic"), false),
                        number("zone", new ValueType.Whole(), true),
                        number("tax", new ValueType.Floating(), true)),
                null);
        Random random = new Random(seed);
        int[] city = IntStream.range(0, rows).map(row -> random.nextInt(4) - 1).toArray();
        return new Table(
                schema,
                List.of(
                        new ColumnData.Codes(city),
                        longs(rows, row -> 18 + Math.abs(Math.round(random.nextGaussian() * 20))),
                        longs(
                                rows,
                                row -> random.nextInt(10) == 0
                                        ? ColumnData.NULL_LONG
                                        : random.nextInt(3) == 0 ? 999 : random.nextInt(100_000)),
                        doubles(rows, row -> random.nextInt(20) == 0 ? Double.NaN : random.nextGaussian() * 1000),
                        doubles(rows, row -> random.nextInt(10_000) / 10.0),
                        longs(rows, row -> 1_700_000_000_000_000L + 1_000_000L * random.nextInt(1_000_000)),
                        longs(rows, row -> random.nextInt(4)),
                        new ColumnData.Unlearned(rows),
                        longs(rows, row -> city[row] < 0 ? ColumnData.NULL_LONG : 10 + city[row]),
                        doubles(rows, row -> city[row] < 0 ? Double.NaN : city[row] / 10.0)));
    }

    private interface LongOf {
        long at(int row);
    }

    private interface DoubleOf {
        double at(int row);
    }

    private static ColumnData longs(int rows, LongOf value) {
        return new ColumnData.Longs(
                IntStream.range(0, rows).mapToLong(value::at).toArray());
    }

    private static ColumnData doubles(int rows, DoubleOf value) {
        return new ColumnData.Doubles(
                IntStream.range(0, rows).mapToDouble(value::at).toArray());
    }

    /** The UCI bank marketing table (Moro et al., 2014), 45,211 rows of 17 columns. */
    public static Table bankMarketing() {
        List<String[]> rows = bankRows();
        String[] header = rows.remove(0);
        List<Column> columns = new ArrayList<>();
        List<ColumnData> data = new ArrayList<>();
        for (int index = 0; index < header.length; index++) {
            int column = index;
            if (rows.get(0)[column].matches("-?\\d+")) {
                columns.add(number(header[column], new ValueType.Whole(), false));
                data.add(longs(rows.size(), row -> Long.parseLong(rows.get(row)[column])));
            } else {
                List<String> vocabulary = List.copyOf(
                        new TreeSet<>(rows.stream().map(row -> row[column]).toList()));
                columns.add(categorical(header[column], false, vocabulary.toArray(String[]::new)));
                data.add(new ColumnData.Codes(rows.stream()
                        .mapToInt(row -> vocabulary.indexOf(row[column]))
                        .toArray()));
            }
        }
        return new Table(new TableSchema(columns, null), data);
    }

    private static List<String[]> bankRows() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                TestTables.class.getResourceAsStream("/bank-full.csv"), StandardCharsets.UTF_8))) {
            return new ArrayList<>(reader.lines()
                    .map(line -> line.replace("\"", "").split(";"))
                    .toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
