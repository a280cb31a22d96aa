package io.doppelstream.trainer.detect;

import io.doppelstream.model.data.Table;
import io.doppelstream.model.score.EventFeatures;
import io.doppelstream.model.score.FeatureBlock;
import io.doppelstream.model.score.NumberScale;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Normal rows with a few values that do not belong: stand-ins for anomalies where no labels are. In one to three columns the value is
 * that of another row, or, of every second number, shifted by two to six spreads.
 */
final class Perturbations {

    private static final int MOST_COLUMNS = 3;
    private static final double SMALLEST_SHIFT = 2;
    private static final double LARGEST_SHIFT = 6;

    private Perturbations() {}

    /**
     * Perturbs each row.
     *
     * @return encoded, {@code float[rows * D]}
     */
    static float[] of(EventFeatures features, Table table, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<FeatureBlock> blocks = features.blocks();
        float[] rows = new float[Math.multiplyExact(table.rows(), features.width())];
        double[] values = new double[table.schema().size()];
        for (int row = 0; row < table.rows(); row++) {
            for (FeatureBlock block : blocks) {
                values[block.column()] = table.column(block.column()).number(row);
            }
            int columns = random.nextInt(1, Math.min(MOST_COLUMNS, blocks.size()) + 1);
            for (int i = 0; i < columns; i++) {
                FeatureBlock block = blocks.get(random.nextInt(blocks.size()));
                int column = block.column();
                boolean number = !table.schema().column(column).categorical();
                values[column] = number && random.nextBoolean() && !Double.isNaN(values[column])
                        ? shifted(values[column], features.scale(block).orElseThrow(), random)
                        : table.column(column).number(random.nextInt(table.rows()));
            }
            features.encode(values, rows, row);
        }
        return rows;
    }

    private static double shifted(double value, NumberScale scale, SplittableRandom random) {
        double shift = scale.spread() * random.nextDouble(SMALLEST_SHIFT, LARGEST_SHIFT);
        return random.nextBoolean() ? value + shift : value - shift;
    }
}
