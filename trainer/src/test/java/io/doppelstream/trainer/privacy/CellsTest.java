package io.doppelstream.trainer.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class CellsTest {

    @Property
    void shouldPlaceEveryNumberInTheCellThatHoldsIt(@ForAll @DoubleRange(min = -1e6, max = 1e6) double value) {
        Cells cells = Cells.octaves(false);
        int cell = cells.nearest(value);
        assertThat(value).isGreaterThanOrEqualTo(cells.lower()[cell]).isLessThan(cells.upper()[cell]);
        assertThat(cells.clamp(value)).isEqualTo(value);
    }

    @Test
    void shouldGiveZeroACellOfItsOwn() {
        for (boolean whole : new boolean[] {true, false}) {
            Cells cells = Cells.octaves(whole);
            int zero = cells.nearest(0);
            assertThat(cells.value(zero, 0.9)).isZero();
            assertThat(cells.nearest(1)).isNotEqualTo(zero);
            assertThat(cells.nearest(-1)).isNotEqualTo(zero);
        }
    }

    @Test
    void shouldSplitByMassAndNeverBelowAWholeNumber() {
        Cells cells = new Cells(new double[] {0, 4, 100}, new double[] {4, 100, 200}, true)
                .refined(new double[] {90, 10, 0}, 100);
        assertThat(Arrays.copyOf(cells.lower(), 4)).containsExactly(0, 1, 2, 3);
        assertThat(cells.size()).isEqualTo(14);
        assertThat(cells.clamp(1e9)).isEqualTo(99);
        assertThat(cells.clamp(-5)).isZero();
    }

    @Test
    void shouldTakeTheNearestCellWhenANumberLiesInAGap() {
        Cells cells = new Cells(new double[] {0, 100}, new double[] {10, 110}, false);
        assertThat(cells.nearest(30)).isZero();
        assertThat(cells.nearest(90)).isOne();
        assertThat(cells.clamp(90)).isEqualTo(100);
    }
}
