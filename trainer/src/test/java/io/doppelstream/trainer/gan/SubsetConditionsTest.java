package io.doppelstream.trainer.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.model.codec.EncodedLayout;
import io.doppelstream.model.codec.QuantileCodec;
import io.doppelstream.model.condition.Allowed;
import io.doppelstream.model.condition.ConditionLayout.ColumnCodes;
import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.TestTables;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SubsetConditionsTest {

    private static final Table TABLE = TestTables.everyKind(2000, 1);
    private static final TabularData DATA = TabularData.of(TABLE, TabularConfig.defaults(), 1);
    private static final float[] ENCODED = DATA.codec().encode(TABLE, 1);

    @Test
    void shouldHoldForTheRealRowWhenDrawn() {
        SubsetConditions sampler = new SubsetConditions(DATA);
        SplittableRandom random = new SplittableRandom(1);
        EncodedLayout layout = DATA.layout();
        for (int round = 0; round < 20; round++) {
            ConditionArrays arrays = ConditionArrays.none(DATA);
            for (int position = 0; position < DATA.batchRows(); position++) {
                int row = sampler.draw(random, position, arrays);
                for (int logit = 0; logit < layout.logits(); logit++) {
                    float encoded = ENCODED[row * layout.width() + layout.scalars() + logit];
                    assertThat(encoded == 1 && arrays.mask()[position * layout.logits() + logit] < 0)
                            .isFalse();
                }
                for (EncodedLayout.Slot slot : layout.slots()) {
                    if (slot.hasScalar() && inRest(row, slot)) {
                        float scalar = ENCODED[row * layout.width() + slot.scalar()];
                        int at = (position * layout.scalars() + slot.scalar()) * 2;
                        assertThat(scalar).isBetween(arrays.interval()[at] - 1e-4f, arrays.interval()[at + 1] + 1e-4f);
                    }
                }
            }
        }
    }

    private static boolean inRest(int row, EncodedLayout.Slot slot) {
        return !slot.hasGroup() || ENCODED[row * DATA.layout().width() + slot.group() + slot.categories() - 1] == 1;
    }

    @Test
    void shouldFillEachConditionedColumnsCodesToOneWhenDrawn() {
        SubsetConditions sampler = new SubsetConditions(DATA);
        SplittableRandom random = new SplittableRandom(2);
        ConditionArrays arrays = ConditionArrays.none(DATA);
        boolean[] conditioned = new boolean[DATA.conditions().columns().size()];
        int unconditional = 0;
        for (int position = 0; position < DATA.batchRows(); position++) {
            sampler.draw(random, position, arrays);
            int columns = 0;
            for (int index = 0; index < conditioned.length; index++) {
                ColumnCodes codes = DATA.conditions().columns().get(index);
                double sum = 0;
                for (int code = 0; code < codes.codes(); code++) {
                    sum += arrays.condition()[position * DATA.conditions().width() + codes.offset() + code];
                }
                assertThat(Math.min(Math.abs(sum), Math.abs(sum - 1))).isLessThan(1e-4);
                conditioned[index] |= sum > 0.5;
                columns += sum > 0.5 ? 1 : 0;
            }
            assertThat(columns).isBetween(0, 3);
            unconditional += columns == 0 ? 1 : 0;
        }
        assertThat(conditioned).doesNotContain(false);
        assertThat((double) unconditional / DATA.batchRows()).isCloseTo(0.5, within(0.1));
    }

    @Test
    void shouldGiveTheRowsOfASetTheirRealSharesWhenCut() {
        int column = 2;
        QuantileCodec codec = (QuantileCodec) DATA.codec().codec(column);
        ColumnCodes codes = DATA.conditions().codes(column).orElseThrow();
        assertThat(codec.spikes()).containsExactly(999);
        RankCuts cuts = new RankCuts(codes, codec);
        SplittableRandom random = new SplittableRandom(3);
        // Among draws whose set reaches from the spike far into the rest, the spike must have its real share.
        double expected = 0;
        int spikes = 0;
        for (int draw = 0; draw < 200_000; draw++) {
            boolean spike = random.nextDouble() < codes.frequencies()[0] / (1 - codes.frequencies()[1]);
            Allowed allowed = cuts.draw(random, spike ? 0 : codes.rest(), random.nextDouble());
            if (allowed.categories()[0] && allowed.categories()[codes.rest()]) {
                expected += codes.frequencies()[0] / codes.mass(allowed);
                spikes += spike ? 1 : 0;
            }
        }
        assertThat(spikes / expected).isCloseTo(1, within(0.02));
    }

    @Test
    void shouldAllowNullAloneWhenTheRowIsNull() {
        QuantileCodec codec = (QuantileCodec) DATA.codec().codec(2);
        RankCuts cuts = new RankCuts(DATA.conditions().codes(2).orElseThrow(), codec);
        Allowed allowed = cuts.draw(new SplittableRandom(1), codec.nullCategory(), 0);
        assertThat(allowed.categories()).containsExactly(false, true, false);
    }
}
