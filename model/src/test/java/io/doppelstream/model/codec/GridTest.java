package io.doppelstream.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GridTest {

    @Property
    void shouldKeepEveryValueItWasFittedTo(
            @ForAll @Size(min = 1, max = 30) long[] units, @ForAll @IntRange(max = 4) int places) {
        double scale = Math.pow(10, places);
        double[] values = new double[units.length];
        for (int i = 0; i < units.length; i++) {
            values[i] = (units[i] % 1_000_000_000_000L) / scale;
        }
        Grid grid = Grid.of(values);
        for (double value : values) {
            assertThat(grid.round(value)).isEqualTo(value);
            assertThat(grid.contains(value)).isTrue();
        }
    }

    @Property
    void shouldRoundToTheNearestLatticePoint(@ForAll @LongRange(min = -100_000, max = 100_000) long thousandths) {
        Grid grid = Grid.of(new double[] {250, 1_000, 3_250});
        double rounded = grid.round(thousandths / 10.0);
        assertThat(rounded % 250).isZero();
        assertThat(Math.abs(rounded - thousandths / 10.0)).isLessThanOrEqualTo(grid.half());
    }

    @Test
    void shouldFindNoLatticeInArbitraryDoubles() {
        assertThat(Grid.of(new double[] {Math.PI, Math.E})).isEqualTo(Grid.NONE);
    }

    @Test
    void shouldFindTheCentsOfAmounts() {
        assertThat(Grid.of(new double[] {1.1, 2.25, 3.01})).isEqualTo(new Grid(0, 1, 100));
    }
}
