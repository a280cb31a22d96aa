package io.doppelstream.trainer.evaluate.privacy;

import static io.doppelstream.trainer.evaluate.SmallTables.codes;
import static io.doppelstream.trainer.evaluate.SmallTables.doubles;
import static io.doppelstream.trainer.evaluate.SmallTables.longs;
import static io.doppelstream.trainer.evaluate.SmallTables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.TestTables;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ClosestRecordTest {

    private static final Offset<Double> EXACT = within(1e-12);
    private static final double NULL = Double.NaN;

    private static double[] distances(Table reference, Table queries) {
        return new ClosestRecord(reference, 2).of(queries);
    }

    @Test
    void shouldTakeTheMeanOverTheColumnsWhenMixed() {
        // Range 10. To (0, a): 3/10 and 1; to (10, b): 7/10 and 0.
        Table reference = table(doubles(0, 10), codes(0, 1));
        assertThat(distances(reference, table(doubles(3), codes(1)))[0]).isCloseTo(0.35, EXACT);
        assertThat(distances(reference, table(doubles(10), codes(1)))[0]).isZero();
    }

    @Test
    void shouldStopAtOneWhenAValueIsBeyondTheRange() {
        assertThat(distances(table(doubles(0, 10)), table(doubles(1e9, -5, 10.5, 30))))
                .containsExactly(new double[] {1, 0.5, 0.05, 1}, EXACT);
    }

    @Test
    void shouldBeAllOrNothingWhenTheReferenceIsConstant() {
        assertThat(distances(table(doubles(7, 7)), table(doubles(7, 7.001)))).containsExactly(0, 1);
    }

    @Test
    void shouldBeFarFromValuesAndCloseToNullWhenNull() {
        assertThat(distances(table(doubles(0, 10)), table(doubles(NULL)))).containsExactly(1);
        assertThat(distances(table(doubles(0, 10, NULL)), table(doubles(NULL)))).containsExactly(0);
        assertThat(distances(table(doubles(NULL)), table(doubles(NULL, 3)))).containsExactly(0, 1);
        assertThat(distances(table(codes(0, 1)), table(codes(-1)))).containsExactly(1);
        assertThat(distances(table(codes(-1, 1)), table(codes(-1)))).containsExactly(0);
    }

    @Test
    void shouldTellMicrosecondsApartWhenTheyAreTimestamps() {
        long base = 1_700_000_000_000_000L;
        assertThat(distances(table(longs(base, base + 1_000_000_000_000L)), table(longs(base + 1)))[0])
                .isCloseTo(1e-12, within(1e-18));
    }

    @Property(tries = 25)
    void shouldAgreeWithThePlainDefinition(@ForAll long seed, @ForAll @IntRange(min = 1, max = 2500) int rows) {
        Table reference = TestTables.everyKind(rows, seed);
        Table queries = TestTables.everyKind(20, seed + 1);
        ReferenceRows plain = new ReferenceRows(reference);
        double[] expected = IntStream.range(0, queries.rows())
                .mapToDouble(query -> IntStream.range(0, rows)
                        .mapToDouble(row -> plain.distance(
                                plain.axes().stream()
                                        .mapToDouble(axis ->
                                                queries.column(axis.index()).number(query))
                                        .toArray(),
                                row))
                        .min()
                        .orElseThrow())
                .toArray();
        assertThat(distances(reference, queries)).containsExactly(expected);
    }

    @Test
    void shouldStayWithinTheRangesWhenRowsAreUniform() {
        Random random = new Random(1);
        Table real = table(
                longs(random.longs(500, 3, 9).toArray()),
                doubles(random.doubles(500, -1, 1).toArray()),
                codes(IntStream.range(0, 500).map(row -> row % 2 == 0 ? -1 : 2).toArray()));
        Table uniform = UniformRows.like(real, 1000, 5);
        assertThat(((ColumnData.Longs) uniform.column(0)).values()).containsOnly(3, 4, 5, 6, 7, 8);
        for (int row = 0; row < 1000; row++) {
            assertThat(uniform.column(1).number(row)).isBetween(-1.0, 1.0);
        }
        long nulls = IntStream.range(0, 1000)
                .filter(row -> uniform.column(2).isNull(row))
                .count();
        assertThat(nulls).isBetween(430L, 570L);
    }
}
