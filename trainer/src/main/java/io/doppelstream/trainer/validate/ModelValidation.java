package io.doppelstream.trainer.validate;

import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.calibrate.MarginalCalibration;
import io.doppelstream.trainer.calibrate.RawSample;
import io.doppelstream.trainer.calibrate.RawSampler;
import io.doppelstream.trainer.evaluate.fidelity.ColumnPairTrends;
import io.doppelstream.trainer.evaluate.fidelity.ColumnShapes;
import io.doppelstream.trainer.evaluate.score.Means;
import io.doppelstream.trainer.gan.DrawnGan;
import io.doppelstream.trainer.gan.TabularData;
import io.doppelstream.trainer.train.BatchSource;
import io.doppelstream.trainer.train.Validation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Session;

/**
 * Measures the model as it would be published now: statistics of the published weights over a few batches, a sample,
 * its calibration, its column shapes and pair trends. The same noise each time, so that two moments differ by their weights alone.
 */
public final class ModelValidation implements Validator {

    /** Names of the figures. */
    public static final String COLUMN_SHAPES = "column shapes";

    public static final String COLUMN_PAIR_TRENDS = "column pair trends";

    private static final int ESTIMATION_BATCHES = 20;
    private static final int FEWEST_ROWS = 2000;

    /** Differences within this come from the sample; of models that are as good, the one trained longer is better. */
    private static final double NOISE = 0.003;

    private final boolean calibrated;
    private final DrawnGan drawn;
    private final TabularData data;
    private final RawSampler sampler;
    private final BatchSource estimationBatches;
    private final Table reference;
    private final long seed;

    /**
     * @param drawn what is trained
     * @param data what it is trained on
     * @param sampler of its generator under its serving weights
     * @param estimationBatches apart from those of the training
     * @param reference real rows
     */
    public ModelValidation(
            boolean calibrated,
            DrawnGan drawn,
            TabularData data,
            RawSampler sampler,
            BatchSource estimationBatches,
            Table reference,
            long seed) {
        this.calibrated = calibrated;
        this.drawn = drawn;
        this.data = data;
        this.sampler = sampler;
        this.estimationBatches = estimationBatches;
        this.reference = reference;
        this.seed = seed;
    }

    @Override
    public Validation evaluate(Session session, long steps, double fraction, double bestQuality) {
        long start = System.nanoTime();
        Table synthetic = sample(session);
        List<String> collapse = CollapseCheck.findings(reference, synthetic);
        double shapes = ColumnShapes.mean(ColumnShapes.of(reference, synthetic));
        double trends = ColumnPairTrends.mean(ColumnPairTrends.withRealBins(reference, synthetic));
        double quality = Means.of(shapes, trends);
        boolean best = collapse.isEmpty() && !(quality < bestQuality - NOISE);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(COLUMN_SHAPES, shapes);
        figures.put(COLUMN_PAIR_TRENDS, trends);
        return new Validation(steps, fraction, figures, quality, best, collapse, (System.nanoTime() - start) / 1e9);
    }

    /** Rows of the model as it would be published now, as many as the reference has, {@value #FEWEST_ROWS} at least. */
    public Table sample(Session session) {
        drawn.estimation().ifPresent(estimation -> estimation.run(session, estimationBatches, ESTIMATION_BATCHES));
        RawSample sample = sampler.sample(session, Math.max(FEWEST_ROWS, reference.rows()), seed);
        MarginalCalibration calibration =
                calibrated ? MarginalCalibration.of(data, sample) : MarginalCalibration.none(data);
        return calibration.finish(sample, reference.schema(), seed);
    }
}
