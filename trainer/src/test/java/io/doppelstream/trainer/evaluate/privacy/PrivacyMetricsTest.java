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
import io.doppelstream.trainer.evaluate.EvaluationLimits;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PrivacyMetricsTest {

    private static final Offset<Double> EXACT = within(1e-12);
    private static final double NULL = Double.NaN;

    private static Privacy privacy(Table train, Table holdout, Table synthetic) {
        return new PrivacyMetrics(train, holdout, synthetic, EvaluationLimits.defaults(), 1)
                .compute(OptionalInt.empty());
    }

    @Test
    void shouldCompareBothDistancesWhenOverfitting() {
        // Both ranges are 10. Distances to training and to hold-out rows:
        Privacy privacy = privacy(table(doubles(0, 10)), table(doubles(5, 15)), table(doubles(0, 1, 10)));
        // 0: .0 and .5; 1: .1 and .4; 10: 0 and .5: all closer to the training rows.
        assertThat(privacy.dcrOverfittingProtection()).isCloseTo(0, EXACT);
        // 0: 0 and .5; 15: .5 and 0.
        Privacy half = privacy(table(doubles(0, 10)), table(doubles(5, 15)), table(doubles(0, 15)));
        assertThat(half.dcrOverfittingProtection()).isCloseTo(1, EXACT);
        // 1: .1 and .1, which is not closer.
        Privacy tie = privacy(table(doubles(0, 10)), table(doubles(2, 12)), table(doubles(1, 1, 1)));
        assertThat(tie.dcrOverfittingProtection()).isCloseTo(1, EXACT);
    }

    @Test
    void shouldRaiseEveryAlarmWhenRowsAreCopies() {
        Table train = TestTables.everyKind(600, 1);
        Table holdout = TestTables.everyKind(600, 2);
        Privacy copies = privacy(train, holdout, train);
        assertThat(copies.dcrOverfittingProtection()).isLessThan(0.05);
        assertThat(copies.dcrBaselineProtection()).isZero();
        assertThat(copies.medianDcr()).isZero();
        assertThat(copies.medianDcrHoldout()).isGreaterThan(0.02);
        assertThat(copies.newRowSynthesis()).isZero();
        assertThat(copies.exactCopies()).isEqualTo(1);
        assertThat(copies.exactCopiesHoldout()).isZero();
        assertThat(copies.membershipAuc()).isGreaterThan(0.99);
        assertThat(IntStream.of(copies.distances().synthetic()).sum()).isEqualTo(600);
        assertThat(copies.distances().synthetic()[0]).isEqualTo(600);
        assertThat(copies.distances().holdout()).hasSize(40);
    }

    @Test
    void shouldStaySilentWhenRowsAreFresh() {
        Privacy fresh =
                privacy(TestTables.everyKind(2000, 1), TestTables.everyKind(2000, 2), TestTables.everyKind(2000, 3));
        // Not quite 1: the larger range of two samples makes its distances smaller.
        assertThat(fresh.dcrOverfittingProtection()).isGreaterThan(0.85);
        assertThat(fresh.membershipAuc()).isBetween(0.46, 0.54);
        assertThat(fresh.exactCopies()).isZero();
    }

    @Test
    void shouldTakeAsManyOfBothWhenTrainingRowsAreMore() {
        Privacy fresh =
                privacy(TestTables.everyKind(4000, 1), TestTables.everyKind(500, 2), TestTables.everyKind(1000, 3));
        assertThat(fresh.dcrOverfittingProtection()).isGreaterThan(0.85);
    }

    @Test
    void shouldLeaveTheBaselineUndefinedWhenRandomRowsAreAtNoDistance() {
        Table constant = table(codes(0, 0));
        assertThat(privacy(constant, constant, constant).dcrBaselineProtection())
                .isNaN();
    }

    @Test
    void shouldMatchWithinAHundredthWhenLookingForNewRows() {
        // 100 matches 99 and 101; -100 matches -101; 0 matches only 0; null only null.
        Table real = table(doubles(99, -101, 0, NULL));
        assertThat(NewRowSynthesis.of(real, table(doubles(100, -100, 0, NULL)))).isZero();
        assertThat(NewRowSynthesis.of(real, table(doubles(101, 0.001, -90, 1)))).isEqualTo(1);
        assertThat(NewRowSynthesis.of(table(doubles(1)), table(doubles(NULL)))).isEqualTo(1);
    }

    @Test
    void shouldMatchAllColumnsOfOneRowWhenLookingForNewRows() {
        Table real = table(doubles(10, 20), codes(0, 1), longs(7, 8));
        assertThat(NewRowSynthesis.of(real, table(doubles(10, 10, 20), codes(0, 1, 1), longs(7, 7, 8))))
                .isCloseTo(1 / 3.0, EXACT);
    }

    @Property(tries = 30)
    void shouldFindWhatAPlainSearchFinds(@ForAll long seed) {
        Table real = rounded(seed);
        Table synthetic = rounded(seed + 1);
        int fresh = 0;
        for (int s = 0; s < synthetic.rows(); s++) {
            int row = s;
            fresh += IntStream.range(0, real.rows()).noneMatch(r -> matches(real, r, synthetic, row)) ? 1 : 0;
        }
        assertThat(NewRowSynthesis.of(real, synthetic)).isCloseTo(fresh / (double) synthetic.rows(), EXACT);
    }

    /** A few columns of few values, so that some rows match. */
    private static Table rounded(long seed) {
        Random random = new Random(seed);
        int rows = 200;
        return table(
                doubles(IntStream.range(0, rows)
                        .mapToDouble(row -> random.nextInt(9) == 0 ? NULL : random.nextInt(60) * 0.8 - 20)
                        .toArray()),
                longs(IntStream.range(0, rows)
                        .mapToLong(row -> random.nextInt(9) == 0 ? ColumnData.NULL_LONG : random.nextInt(5) - 2)
                        .toArray()),
                codes(IntStream.range(0, rows).map(row -> random.nextInt(3) - 1).toArray()));
    }

    private static boolean matches(Table real, int r, Table synthetic, int s) {
        return IntStream.range(0, real.schema().size()).allMatch(index -> {
            double a = real.column(index).number(r);
            double b = synthetic.column(index).number(s);
            if (Double.isNaN(a) || Double.isNaN(b)) {
                return Double.isNaN(a) && Double.isNaN(b);
            }
            return real.schema().column(index).continuous() ? Math.abs(a - b) <= Math.abs(0.01 * b) : a == b;
        });
    }

    @Test
    void shouldAttributeByFrequencyWhenDisclosing() {
        // Known c0 = a: the synthetic rows say c1 = a, a, b; the real row (a, a) is guessed with 2/3, (a, b) with 1/3.
        // The real row with c0 = c matches none. CAP = 1/2; two sensitive values: baseline 1/2.
        Table real = table(codes(0, 0, 2), codes(0, 1, 1));
        Table synthetic = table(codes(0, 0, 0, 1), codes(0, 0, 1, 1));
        Disclosure disclosure = DisclosureProtection.of(real, synthetic, 1);
        assertThat(disclosure.capProtection()).isCloseTo(0.5, EXACT);
        assertThat(disclosure.baselineProtection()).isCloseTo(0.5, EXACT);
        assertThat(disclosure.score()).isCloseTo(1, EXACT);
        assertThat(disclosure.matchedRows()).isEqualTo(2);
        assertThat(disclosure.known()).containsExactly("c0");
    }

    @Test
    void shouldCountNullAsACategoryWhenDisclosing() {
        // Sensitive values a, null, b: baseline 2/3; every guess is right: CAP protection 0.
        Table real = table(doubles(1, NULL, 9), codes(0, -1, 1));
        Disclosure disclosure = DisclosureProtection.of(real, real, 1);
        assertThat(disclosure.baselineProtection()).isCloseTo(2 / 3.0, EXACT);
        assertThat(disclosure.score()).isZero();
    }

    @Test
    void shouldStayUndefinedWhenNobodyIsMet() {
        assertThat(DisclosureProtection.of(table(codes(0), codes(0)), table(codes(1), codes(0)), 1)
                        .score())
                .isNaN();
    }

    @Test
    void shouldCloseBinsOnTheRightWhenDiscretised() {
        // Edges 1, 2, ... 9 between 0 and 10; beyond them the outer bins are open.
        Discretization bins = new Discretization(doubles(0, 10, NULL));
        assertThat(bins.codes(doubles(0, 1, 1.5, 2, 9, 9.5, 10, 99, -5, NULL)).values())
                .containsExactly(0, 0, 1, 1, 8, 9, 9, 9, 0, -1);
    }
}
