package io.doppelstream.model.marginal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.model.TestTables;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReferenceMarginalTest {

    private static ReferenceMarginal categories(int... codes) {
        Column column = new Column("c", new ValueType.Text(), new Role.Categorical(List.of("a", "b", "c")), true);
        return of(column, new ColumnData.Codes(codes));
    }

    private static ReferenceMarginal numbers(long... values) {
        Column column = new Column("n", new ValueType.Whole(), new Role.Continuous(), true);
        return of(column, new ColumnData.Longs(values));
    }

    private static ReferenceMarginal of(Column column, ColumnData data) {
        return ReferenceMarginal.of(new Table(new TableSchema(List.of(column), null), List.of(data)))
                .get(0);
    }

    private static long[] counted(ReferenceMarginal marginal, double... values) {
        long[] counts = new long[marginal.shares().length];
        for (double value : values) {
            counts[marginal.bin(value)]++;
        }
        return counts;
    }

    @Test
    void shouldBeOneMinusTheTotalVariationOfCategories() {
        ReferenceMarginal marginal = categories(0, 0, 1, ColumnData.NULL_CODE);

        assertThat(marginal.shares()).containsExactly(0.25, 0.5, 0.25, 0);
        assertThat(marginal.shape(counted(marginal, 0, 0, 1, Double.NaN))).isEqualTo(1);
        assertThat(marginal.shape(counted(marginal, 0, 0, 1, 1))).isEqualTo(0.75);
        assertThat(marginal.shape(counted(marginal, 2, 2))).isZero();
    }

    @Test
    void shouldBeOneMinusTheLargestDistanceOfTheDistributionsOfNumbers() {
        long[] values = LongStream.range(0, 1_000).toArray();
        ReferenceMarginal marginal = numbers(values);

        assertThat(marginal.edges()).hasSize(19).startsWith(50).endsWith(950);
        double[] same = LongStream.range(0, 1_000).asDoubleStream().toArray();
        assertThat(marginal.shape(counted(marginal, same))).isCloseTo(1, within(1e-9));
        double[] upperHalf = LongStream.range(500, 1_000).asDoubleStream().toArray();
        assertThat(marginal.shape(counted(marginal, upperHalf))).isCloseTo(0.5, within(0.003));
        assertThat(marginal.shape(counted(marginal, Double.NaN))).isCloseTo(0, within(1e-9));
    }

    @Test
    void shouldTakeValuesThatManyRowsShareAsTheyCome() {
        ReferenceMarginal marginal = numbers(0, 0, 0, 0, 0, 0, 0, 0, 0, 7);

        assertThat(marginal.edges()).containsExactly(0, 7);
        assertThat(marginal.shares()).containsExactly(new double[] {0, 0.9, 0.1, 0}, within(1e-9));
        assertThat(marginal.shape(counted(marginal, 0, 7))).isCloseTo(0.6, within(1e-9));
    }

    @Test
    void shouldCoverEveryLearnedColumnWithSharesThatSumToOne() {
        Table table = TestTables.table(500, 3);

        assertThat(ReferenceMarginal.of(table)).isNotEmpty().allSatisfy(marginal -> {
            assertThat(table.schema().column(marginal.column()).learned()).isTrue();
            assertThat(java.util.Arrays.stream(marginal.shares()).sum()).isCloseTo(1, within(1e-9));
        });
    }

    @Test
    void shouldHaveOneBinWhenThereAreOnlyNulls() {
        ReferenceMarginal marginal = numbers(ColumnData.NULL_LONG, ColumnData.NULL_LONG);

        assertThat(marginal.edges()).isEmpty();
        assertThat(marginal.shares()).containsExactly(1, 0);
    }
}
