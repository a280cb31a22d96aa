package io.doppelstream.trainer.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.model.codec.CodecFitter;
import io.doppelstream.model.codec.QuantileCodec;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrivateMarginalsTest {

    private static final int ROWS = 20_000;
    private static final long OUTLIER = 1_000_000_000_000L;

    /** Cities of which one has a single row; pay around 1000 with one enormous value; age with a single null; half of {@code bonus} is 0. */
    private static Table table() {
        Random random = new Random(4);
        int[] city = IntStream.range(0, ROWS).map(row -> row % 4 == 0 ? 2 : 0).toArray();
        city[7] = 1;
        long[] pay = random.longs(ROWS, 500, 1500).toArray();
        pay[3] = OUTLIER;
        long[] age = random.longs(ROWS, 18, 90).toArray();
        age[9] = ColumnData.NULL_LONG;
        double[] bonus =
                random.doubles(ROWS, -1, 1).map(x -> x < 0 ? 0 : 100 * x).toArray();
        Arrays.fill(bonus, 0, ROWS / 4, Double.NaN);
        return new Table(
                new TableSchema(
                        List.of(
                                new Column(
                                        "city",
                                        new ValueType.Text(),
                                        new Role.Categorical(List.of("Rome", "Solo", "Bern", "Nowhere")),
                                        false),
                                new Column("pay", new ValueType.Whole(), new Role.Continuous(), false),
                                new Column("age", new ValueType.Whole(), new Role.Continuous(), true),
                                new Column("bonus", new ValueType.Floating(), new Role.Continuous(), true)),
                        null),
                List.of(
                        new ColumnData.Codes(city),
                        new ColumnData.Longs(pay),
                        new ColumnData.Longs(age),
                        new ColumnData.Doubles(bonus)));
    }

    private static PrivateMarginals release(Table table, double epsilon) {
        PrivacyPlan plan =
                PrivacyPlan.of(PrivacyConfig.of(epsilon, OptionalDouble.empty()), table.rows(), 100, table.schema());
        return PrivateMarginals.release(table, CodecFitter.QUANTILE, plan, new Random(11));
    }

    @Test
    void shouldReleaseCommonCategoriesOnlyInAlphabeticalOrder() {
        PrivateMarginals released = release(table(), 3);
        assertThat(released.schema().column(0).vocabulary()).containsExactly("Bern", "Rome");
        double[] frequencies = released.conditions().codes(0).orElseThrow().frequencies();
        assertThat(frequencies[0]).isCloseTo(0.25, within(0.02));
    }

    @Test
    void shouldNeitherShowTheOutlierNorTheOnlyNull() {
        PrivateMarginals released = release(table(), 3);
        QuantileCodec pay = (QuantileCodec) released.codec().codec(1);
        assertThat(pay.max()).isBetween(1300.0, 2048.0);
        assertThat(pay.min()).isBetween(256.0, 700.0);
        assertThat(released.schema().column(2).nullable()).isFalse();
        assertThat(released.schema().column(3).nullable()).isTrue();
    }

    @Test
    void shouldKeepDistributionsWhereTheyAreCommon() {
        PrivateMarginals released = release(table(), 3);
        QuantileCodec pay = (QuantileCodec) released.codec().codec(1);
        assertThat(pay.decode(pay.restCategory(), 0)).isBetween(950.0, 1050.0);
        QuantileCodec bonus = (QuantileCodec) released.codec().codec(3);
        assertThat(bonus.spikes()).containsExactly(0);
        assertThat(bonus.max()).isBetween(95.0, 128.0);
    }

    @Test
    void shouldShowEachRowWithReleasedValuesOnlyAndLeaveCommonOnesAsTheyAre() {
        Table table = table();
        PrivateMarginals released = release(table, 3);
        Table shown = released.conform(table, new Random(1));
        assertThat(shown.schema()).isEqualTo(released.schema());
        assertThat(shown.column(0).number(7)).isIn(0.0, 1.0);
        assertThat(shown.column(0).number(0)).isZero();
        assertThat(shown.column(0).number(1)).isOne();
        assertThat(shown.column(1).number(3)).isBetween(1300.0, 2048.0);
        assertThat(shown.column(1).number(100)).isEqualTo(table.column(1).number(100));
        assertThat(shown.column(2).isNull(9)).isFalse();
        assertThat(shown.column(3).isNull(0)).isTrue();
        // Everything shown can be encoded.
        assertThat(released.codec().encode(shown, 1))
                .hasSize(ROWS * released.codec().layout().width());
    }

    @Test
    void shouldGoBackToTheOriginalVocabularyWhenRowsAreCompared() {
        Table table = table();
        PrivateMarginals released = release(table, 3);
        Table back = PrivateMarginals.under(table.schema(), released.conform(table, new Random(1)));
        assertThat(back.schema()).isEqualTo(table.schema());
        assertThat(back.column(0).number(0)).isEqualTo(2);
        assertThat(back.column(0).number(1)).isZero();
    }

    @Test
    void shouldHaveTheSameListsWhetherOrNotTheOneRowIsThere() {
        Table table = table();
        Table without = table.select(
                IntStream.range(0, ROWS).filter(row -> row != 7 && row != 3).toArray());
        assertThat(release(without, 3).schema()).isEqualTo(release(table, 3).schema());
    }

    @Test
    void shouldSayWhatToDoWhenNoCategoryIsCommonEnough() {
        Table tiny = table().select(IntStream.range(0, 40).toArray());
        assertThatThrownBy(() -> release(tiny, 0.1))
                .hasMessageContaining("'city'")
                .hasMessageContaining("larger --epsilon");
    }

    @Test
    void shouldKeepTheTotalWhenNoiseIsTakenOutOfCounts() {
        double[] counts = PrivateHistogram.consistent(new double[] {50, -10, 3, 60, 5}, 100);
        assertThat(Arrays.stream(counts).sum()).isCloseTo(100, within(1e-9));
        assertThat(counts).containsExactly(45, 0, 0, 55, 0);
    }

    @Test
    void shouldAddNoiseOfTheStatedDeviation() {
        double[] noisy = PrivateHistogram.noisy(new long[50_000], 7, new Random(2));
        double variance = Arrays.stream(noisy).map(x -> x * x).average().orElseThrow();
        assertThat(Math.sqrt(variance)).isCloseTo(7, within(0.1));
    }
}
