package io.doppelstream.model.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.model.TestTables;
import io.doppelstream.model.codec.CodecFitter;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.data.Table;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EventFeaturesTest {

    private static final int CITY = 0;
    private static final int AGE = 2;
    private static final int BALANCE = 4;
    private static final int JOINED = 5;
    private static final int ZONE = 8;

    private static final Table TABLE = TestTables.table(500, 1);
    private static final TableCodec CODEC = CodecFitter.QUANTILE.fit(TABLE);
    private static final EventFeatures FEATURES = EventFeatures.of(TABLE.schema(), CODEC);

    @Test
    void shouldHaveABlockOfEachLearnedColumnBehindTheCode() {
        assertThat(FEATURES.blocks()).extracting(FeatureBlock::column).containsExactly(0, 1, 2, 3, 4, 5, 6, 8);
        int at = FEATURES.codeWidth();
        for (FeatureBlock block : FEATURES.blocks()) {
            assertThat(block.from()).isEqualTo(at);
            at += block.width();
        }
        assertThat(FEATURES.width()).isEqualTo(at);
        assertThat(FEATURES.codeWidth()).isEqualTo(CODEC.layout().width());
    }

    @Test
    void shouldGiveTheSameFloatsForTheSameEventWhoeverEncodesIt() {
        float[] rows = FEATURES.encode(TABLE);
        EventFeatures others = EventFeatures.of(TABLE.schema(), CODEC);
        for (int row = 0; row < TABLE.rows(); row++) {
            assertThat(encode(others, values(row)))
                    .isEqualTo(Arrays.copyOfRange(rows, row * FEATURES.width(), (row + 1) * FEATURES.width()));
        }
    }

    @Test
    void shouldSetOneFlagOrValueOfEachCategory() {
        double[] values = values(0);
        FeatureBlock city = block(CITY);
        for (int category = 0; category < 3; category++) {
            values[CITY] = category;
            assertThat(features(values, city)).startsWith(oneHot(3, category)).endsWith(0, 0);
        }
        values[CITY] = Double.NaN;
        assertThat(features(values, city)).containsExactly(0, 0, 0, 1, 0);
        values[CITY] = EventFeatures.UNSEEN;
        assertThat(features(values, city)).containsExactly(0, 0, 0, 0, 1);
    }

    @Test
    void shouldFlagANullWhereTheTrainingDataHasNone() {
        double[] values = values(0);
        values[AGE] = Double.NaN;
        float[] age = features(values, block(AGE));
        assertThat(age[age.length - 1]).isEqualTo(1);
        values[BALANCE] = Double.NaN;
        float[] balance = features(values, block(BALANCE));
        assertThat(balance[balance.length - 2]).isEqualTo(1);
        assertThat(balance[balance.length - 1]).isZero();
    }

    @Test
    void shouldShowAValueThatBreaksWhatFollowsFromAnotherColumn() {
        double[] values = values(0);
        values[CITY] = 1;
        values[ZONE] = 11;
        float[] right = features(values, block(ZONE));
        values[ZONE] = 12;
        assertThat(features(values, block(ZONE))).isNotEqualTo(right);
    }

    @Test
    void shouldRefuseACategoryThatIsNone() {
        double[] values = values(0);
        values[CITY] = 3;
        assertThatThrownBy(() -> encode(FEATURES, values))
                .hasMessageContaining("Expected a category index from 0 to 2")
                .hasMessageContaining("'city', found 3.0");
    }

    @Property
    void shouldRiseWithTheNumberInsideAndOutsideOfTheTrainingRange(@ForAll double one, @ForAll double other) {
        for (int column : List.of(AGE, BALANCE, JOINED)) {
            FeatureBlock block = block(column);
            double[] values = values(0);
            values[column] = Math.min(one, other);
            float[] low = features(values, block);
            values[column] = Math.max(one, other);
            float[] high = features(values, block);
            for (int i = 0; i < block.width(); i++) {
                assertThat(high[i]).isFinite().isGreaterThanOrEqualTo(low[i]);
            }
        }
    }

    @Test
    void shouldNotEndWhereTheTrainingRangeEnds() {
        double[] values = values(0);
        float before = Float.NEGATIVE_INFINITY;
        for (double balance : new double[] {0, 3_000, 4_000, 8_000, 1e6, 1e9, Double.POSITIVE_INFINITY}) {
            values[BALANCE] = balance;
            float[] features = features(values, block(BALANCE));
            assertThat(features[0]).isGreaterThan(before);
            before = features[0];
        }
    }

    private static double[] values(int row) {
        double[] values = new double[TABLE.schema().size()];
        Arrays.setAll(values, column -> TABLE.column(column).number(row));
        return values;
    }

    private static float[] features(double[] values, FeatureBlock block) {
        return Arrays.copyOfRange(encode(FEATURES, values), block.from(), block.from() + block.width());
    }

    private static float[] encode(EventFeatures features, double[] values) {
        float[] row = new float[features.width()];
        features.encode(values, row, 0);
        return row;
    }

    private static FeatureBlock block(int column) {
        return FEATURES.blocks().stream()
                .filter(block -> block.column() == column)
                .findFirst()
                .orElseThrow();
    }

    private static float[] oneHot(int size, int at) {
        float[] result = new float[size];
        result[at] = 1;
        return result;
    }
}
