package io.doppelstream.trainer.calibrate;

import io.doppelstream.model.codec.ColumnCodec;
import io.doppelstream.model.codec.EncodedLayout;
import io.doppelstream.model.codec.MixtureCodec;
import io.doppelstream.model.codec.NormalScalar;
import io.doppelstream.model.codec.QuantileCodec;
import io.doppelstream.model.codec.TableCodec;
import io.doppelstream.model.condition.ConditionLayout.ColumnCodes;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.trainer.gan.RowGenerator;
import io.doppelstream.trainer.gan.TabularData;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the marginal distributions of a trained generator those of its training rows, without touching what it learned
 * of their relations: the logit of every category, and of every mode of a mixture, is shifted by a constant until its mean probability is its real share, and every
 * quantile function is stretched so that the generated scalars fill it evenly.
 *
 * <p>For a group, the shifts give every category its real share ({@link ShareFit}); what their bounds leave missing is a floor
 * ({@link LogitCorrection}). For a scalar with generated distribution function F and real quantile function Q,
 * decoding by {@code Q(F(.))} gives real values their real shares (the probability integral transform).
 *
 * @param codec with stretched quantile functions
 * @param correction of the logits
 */
public record MarginalCalibration(TableCodec codec, LogitCorrection correction) {

    private static final int MOST_ROWS = 100_000;
    private static final int MOST_VALUES = 16_000_000;
    private static final int USEFUL_ROWS = 5_000;
    private static final int ROWS_A_TRAINING_ROW = 10;
    /** A category that has less than this part of its real share, shifted as far as may be, was dropped by the generator. */
    private static final double DROPPED = 0.5;
    /** With less weight than this many rows a distribution is not known well enough to stretch anything by it. */
    private static final int FEWEST_ROWS = 500;

    /** The generator with its logits corrected. */
    public RowGenerator apply(RowGenerator generator) {
        return new CalibratedGenerator(generator, correction);
    }

    /** Rows of a generator finished with the correction and this codec. */
    public Table finish(RawSample sample, TableSchema schema, long seed) {
        return codec.decode(schema, encoded(sample, seed));
    }

    /** The same rows before they are decoded, float[rows * D]. */
    public float[] encoded(RawSample sample, long seed) {
        return sample.finish(codec.layout(), correction, seed);
    }

    /** Corrects nothing. */
    public static MarginalCalibration none(TabularData data) {
        return new MarginalCalibration(
                data.codec(), LogitCorrection.none(data.layout().width()));
    }

    /** Rows that a generator is best measured by: shares of a small table are not known to more than a few digits. */
    public static int rows(TabularData data) {
        int affordable = Math.min(MOST_ROWS, MOST_VALUES / data.layout().width());
        long useful = Math.max(USEFUL_ROWS, (long) ROWS_A_TRAINING_ROW * data.rows());
        return (int) Math.max(FEWEST_ROWS, Math.min(affordable, useful));
    }

    /**
     * Measures a generator and corrects it.
     *
     * @param sample its rows without conditions
     */
    public static MarginalCalibration of(TabularData data, RawSample sample) {
        EncodedLayout layout = data.layout();
        LogitCorrection correction = LogitCorrection.none(layout.width());
        List<ColumnCodec> codecs = new ArrayList<>();
        for (int column = 0; column < data.codec().size(); column++) {
            ColumnCodec codec = data.codec().codec(column);
            EncodedLayout.Slot slot = layout.slots().get(column);
            ColumnCodes codes = data.conditions().codes(column).orElse(null);
            double[] restShare = null;
            if (slot.hasGroup() && codes != null) {
                restShare = shift(sample, layout, slot, codes.frequencies(), codes.rest(), correction);
            } else if (codec instanceof MixtureCodec) {
                shift(sample, layout, slot, modeShares(data, column, slot), -1, correction);
            }
            codecs.add(
                    codec instanceof QuantileCodec quantile && slot.hasScalar()
                            ? stretch(quantile, sample, layout, slot, restShare)
                            : codec);
        }
        return new MarginalCalibration(TableCodec.of(codecs, data.codec().relations()), correction);
    }

    /**
     * Finds the shifts of a group, and the floors of what they cannot bring back.
     *
     * @param real share of each category
     * @param restCategory index of the continuous rest's; -1 if there is none
     * @return probability of the continuous rest in each row once shifted; null where there is none
     */
    private static double[] shift(
            RawSample sample,
            EncodedLayout layout,
            EncodedLayout.Slot slot,
            double[] real,
            int restCategory,
            LogitCorrection correction) {
        ShareFit fit = ShareFit.of(sample.values(), layout.width(), slot.group(), real);
        float[] shifts = fit.shifts();
        double[] mean = fit.means();
        System.arraycopy(shifts, 0, correction.shifts(), slot.group(), shifts.length);
        for (int category = 0; category < shifts.length; category++) {
            if (mean[category] < DROPPED * real[category]) {
                correction.floors()[slot.group() + category] = (float) (real[category] - mean[category]);
            }
        }
        return restCategory >= 0 ? fit.probabilities(restCategory) : null;
    }

    /** Share of each mode, and of null, among the training rows as they were coded. */
    private static double[] modeShares(TabularData data, int column, EncodedLayout.Slot slot) {
        double[] shares = new double[slot.categories()];
        for (int row = 0; row < data.rows(); row++) {
            shares[data.coded().category(column, row)] += 1.0 / data.rows();
        }
        return shares;
    }

    /** The codec with its quantile function stretched to the generated scalars, each weighted by its chance to be used. */
    private static QuantileCodec stretch(
            QuantileCodec codec, RawSample sample, EncodedLayout layout, EncodedLayout.Slot slot, double[] restShare) {
        double[] places = new double[sample.rows()];
        double[] weights = new double[sample.rows()];
        double total = 0;
        for (int row = 0; row < sample.rows(); row++) {
            double scalar = Math.tanh(sample.values()[row * layout.width() + slot.scalar()]);
            places[row] = NormalScalar.probability(scalar);
            weights[row] = restShare == null ? 1 : restShare[row];
            total += weights[row];
        }
        if (total < FEWEST_ROWS) {
            return codec;
        }
        return new QuantileCodec(
                codec.spikes(),
                codec.rest().stretched(WeightedQuantiles.of(places, weights)),
                codec.grid(),
                codec.nullable());
    }
}
