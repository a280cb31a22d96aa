package io.doppelstream.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RelationFinderTest {

    private static final int ROWS = 2000;

    private final Random random = new Random(1);
    private final List<Column> columns = new ArrayList<>();
    private final List<ColumnData> values = new ArrayList<>();

    @Test
    void shouldFindASumWithTheLargerPartFirst() {
        long[] basement = add("basement", row -> random.nextInt(3) == 0 ? random.nextInt(900) : 0);
        long[] above = add("above", row -> 500 + random.nextInt(3000));
        add("living", row -> basement[row] + above[row]);
        add("lot", row -> random.nextInt(100_000));
        assertThat(relations()).contains(new Relation.Sum(2, 1, 0));
    }

    @Test
    void shouldNotTakeASumThatFailsInOneRow() {
        long[] left = add("left", row -> random.nextInt(1000));
        long[] right = add("right", row -> 1000 + random.nextInt(1000));
        add("total", row -> left[row] + right[row] + (row == ROWS - 1 ? 1 : 0));
        assertThat(relations()).noneMatch(Relation.Sum.class::isInstance);
    }

    @Test
    void shouldFindASumOfDecimalsInFloatingPoint() {
        double[] net = IntStream.range(0, ROWS)
                .mapToDouble(row -> random.nextInt(100_000) / 100.0)
                .toArray();
        double[] tax = IntStream.range(0, ROWS)
                .mapToDouble(row -> random.nextInt(1000) / 100.0)
                .toArray();
        double[] gross = IntStream.range(0, ROWS)
                .mapToDouble(row -> Math.round((net[row] + tax[row]) * 100) / 100.0)
                .toArray();
        add("net", net);
        add("tax", tax);
        add("gross", gross);
        assertThat(relations()).contains(new Relation.Sum(2, 0, 1));
    }

    @Test
    void shouldFindAnOrderThatChanceWouldBreak() {
        long[] first = add("first", row -> random.nextInt(1000));
        add("last", row -> first[row] + random.nextInt(300) * random.nextLong(7));
        assertThat(relations()).containsExactly(new Relation.Order(0, 1));
    }

    @Test
    void shouldNotTakeAnOrderThatHoldsForUnrelatedColumns() {
        add("small", row -> random.nextInt(100));
        add("large", row -> 99 + random.nextInt(100_000));
        assertThat(relations()).isEmpty();
    }

    @Test
    void shouldKeepOnlyNeighboursOfAChainInTheirOrder() {
        long[] low = add("low", row -> random.nextInt(1000));
        long[] middle = add("middle", row -> low[row] + random.nextInt(500) + random.nextInt(77));
        add("high", row -> middle[row] + random.nextInt(500) + random.nextInt(66));
        assertThat(relations()).containsExactly(new Relation.Order(0, 1), new Relation.Order(1, 2));
    }

    @Test
    void shouldTakeNothingFromFewRows() {
        long[] first = add("first", row -> random.nextInt(1000));
        add("last", row -> first[row] + random.nextInt(300));
        Table few = table().select(IntStream.range(0, 50).toArray());
        assertThat(CodecFitter.QUANTILE.fit(few).relations()).isEmpty();
    }

    @Test
    void shouldRestoreWhatIsBroken() {
        long[] left = add("left", row -> 1000 + random.nextInt(1000));
        long[] right = add("right", row -> random.nextInt(1000));
        add("total", row -> left[row] + right[row]);
        TableCodec codec = CodecFitter.QUANTILE.fit(table());
        double[][] row = {{1500}, {300}, {7}};
        codec.relations().forEach(relation -> relation.restore(row, 0, codec));
        assertThat(row[2][0]).isEqualTo(1800);
        double[][] missing = {{1500}, {Double.NaN}, {7}};
        codec.relations().forEach(relation -> relation.restore(missing, 0, codec));
        assertThat(missing[2][0]).isEqualTo(7);
    }

    private List<Relation> relations() {
        return CodecFitter.QUANTILE.fit(table()).relations();
    }

    private Table table() {
        return new Table(new TableSchema(columns, null), values);
    }

    private long[] add(String name, IntToLongFunction value) {
        long[] longs = IntStream.range(0, ROWS).mapToLong(value).toArray();
        columns.add(new Column(name, new ValueType.Whole(), new Role.Continuous(), false));
        values.add(new ColumnData.Longs(longs));
        return longs;
    }

    private void add(String name, double[] doubles) {
        columns.add(new Column(name, new ValueType.Floating(), new Role.Continuous(), false));
        values.add(new ColumnData.Doubles(doubles));
    }
}
