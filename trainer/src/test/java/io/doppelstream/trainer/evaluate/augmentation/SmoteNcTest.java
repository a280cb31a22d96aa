package io.doppelstream.trainer.evaluate.augmentation;

import static io.doppelstream.trainer.evaluate.SmallTables.codes;
import static io.doppelstream.trainer.evaluate.SmallTables.doubles;
import static io.doppelstream.trainer.evaluate.SmallTables.longs;
import static io.doppelstream.trainer.evaluate.SmallTables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SmoteNcTest {

    /** Two clusters of six rows, far apart; in each, numbers lie on a line and most rows have one category. */
    private static final Table CLUSTERS = table(
            doubles(0, 1, 2, 3, 4, 5, 100, 101, 102, 103, 104, 105),
            doubles(0, 2, 4, 6, 8, 10, 300, 301, 302, 303, 304, 305),
            codes(0, 0, 0, 0, 0, 1, 2, 2, 2, 2, 2, 3));

    @Property(tries = 50)
    void shouldStayOnTheLinesBetweenNeighbours(@ForAll long seed) {
        Table made = new SmoteNc(CLUSTERS, seed).make(40);
        for (int row = 0; row < made.rows(); row++) {
            double x = made.column(0).number(row);
            double y = made.column(1).number(row);
            boolean first = x >= 0 && x <= 5;
            assertThat(first || (x >= 100 && x <= 105)).isTrue();
            assertThat(y).isEqualTo(first ? 2 * x : x + 200, within(1e-9));
            // Four or five of a row's five neighbours have the cluster's own category.
            assertThat(made.column(2).number(row)).isEqualTo(first ? 0 : 2);
        }
    }

    @Property(tries = 20)
    void shouldBeginAlikeWhenMoreRowsAreMade(@ForAll long seed, @ForAll @IntRange(max = 30) int count) {
        SmoteNc smote = new SmoteNc(CLUSTERS, seed);
        Table more = smote.make(60);
        Table fewer = smote.make(count);
        assertThat(fewer.rows()).isEqualTo(count);
        for (int row = 0; row < count; row++) {
            assertThat(fewer.column(0).number(row)).isEqualTo(more.column(0).number(row));
        }
    }

    @Test
    void shouldWeighNumbersByTheirDeviationWhenNeighboursAreSought() {
        // As they stand, a row's twin on the other side is nearest: 9 away where the next one on its own side is 1,000
        // away.
        double[] sides =
                IntStream.range(0, 24).mapToDouble(row -> row < 12 ? 0 : 9).toArray();
        double[] places =
                IntStream.range(0, 24).mapToDouble(row -> 1_000 * (row % 12)).toArray();
        Table made = new SmoteNc(table(doubles(sides), doubles(places)), 1).make(200);
        assertThat(IntStream.range(0, 200).mapToDouble(made.column(0)::number).toArray())
                .as("numbers of either side, none between")
                .containsOnly(0.0, 9.0);
    }

    @Test
    void shouldKeepWholeNumbersWholeAndNullsAmongThemselves() {
        Table minority = table(
                longs(1, 2, 4, ColumnData.NULL_LONG, ColumnData.NULL_LONG, 8, 16), codes(-1, -1, -1, -1, -1, -1, -1));
        Table made = new SmoteNc(minority, 3).make(100);
        ColumnData numbers = made.column(0);
        assertThat(numbers).isInstanceOf(ColumnData.Longs.class);
        assertThat(IntStream.range(0, 100).filter(numbers::isNull).count()).isBetween(1L, 99L);
        assertThat(IntStream.range(0, 100).filter(row -> !numbers.isNull(row)).mapToDouble(numbers::number))
                .allMatch(value -> value >= 1 && value <= 16);
        assertThat(IntStream.range(0, 100).allMatch(made.column(1)::isNull)).isTrue();
    }

    @Test
    void shouldRefuseASingleRow() {
        assertThatThrownBy(() -> new SmoteNc(table(doubles(1)), 1))
                .hasMessage("Expected at least two rows of the rare class, found 1");
    }
}
