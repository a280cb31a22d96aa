package io.doppelstream.model.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class NumberSetTest {

    @Property
    void shouldContainANumberIfAndOnlyIfItsComplementDoesNot(
            @ForAll @Size(max = 6) List<@DoubleRange(min = -9, max = 9) Double> points,
            @ForAll @DoubleRange(min = -9, max = 9) double x) {
        NumberSet set = NumberSet.of(points);
        assertThat(set.complement(true).contains(x)).isEqualTo(!set.contains(x));
        assertThat(set.complement(true).complement(set.nulls()).contains(x)).isEqualTo(set.contains(x));
        for (double point : points) {
            assertThat(set.contains(point)).isTrue();
            assertThat(set.complement(true).contains(point)).isFalse();
        }
    }

    @Property
    void shouldContainWhatBothContainWhenIntersected(
            @ForAll @DoubleRange(min = -9, max = 9) double a,
            @ForAll @DoubleRange(min = -9, max = 9) double b,
            @ForAll @DoubleRange(min = -9, max = 9) double x) {
        NumberSet first = NumberSet.between(Math.min(a, b), Math.max(a, b));
        NumberSet second = NumberSet.between(-1, 1).complement(false);
        assertThat(first.intersect(second).contains(x)).isEqualTo(first.contains(x) && second.contains(x));
    }

    @Property
    void shouldFindTheNearestMember(@ForAll @DoubleRange(min = -9, max = 9) double x) {
        NumberSet set = NumberSet.between(-1, 1).complement(false).intersect(NumberSet.between(-5, 5));
        assertThat(set.contains(set.nearest(x))).isTrue();
        if (set.contains(x)) {
            assertThat(set.nearest(x)).isEqualTo(x);
        }
    }
}
