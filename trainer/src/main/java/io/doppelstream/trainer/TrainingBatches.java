package io.doppelstream.trainer;

import io.doppelstream.trainer.gan.ConditionSampler;
import io.doppelstream.trainer.gan.ConditionedBatches;
import io.doppelstream.trainer.gan.Gan;
import io.doppelstream.trainer.gan.TabularData;
import io.doppelstream.trainer.stream.StreamedBatches;
import io.doppelstream.trainer.stream.StreamedTable;
import io.doppelstream.trainer.train.BatchSource;

/**
 * The batches of one training.
 *
 * @param training that both players see
 * @param estimation for the statistics of evaluated and published weights, always out of the same rows; an evaluation
 *     on the way takes the first of these
 * @param rows frees what reads the training's rows
 */
record TrainingBatches(BatchSource training, BatchSource estimation, Runnable rows) implements AutoCloseable {

    /** Told apart from the seed of the training batches. */
    private static final long ESTIMATION_SEED_OFFSET = 0x5DEECE66DL;

    static TrainingBatches resident(TabularData data, Gan gan, long seed) {
        ConditionSampler conditions = gan.conditions(data);
        return new TrainingBatches(
                new ConditionedBatches(data, conditions, seed),
                new ConditionedBatches(data, conditions, seed + ESTIMATION_SEED_OFFSET),
                () -> {});
    }

    static TrainingBatches streamed(TabularData data, StreamedTable table, Gan gan, long seed) {
        StreamedBatches training = new StreamedBatches(data, table, gan::conditions, seed);
        return new TrainingBatches(
                training,
                new ConditionedBatches(data, gan.conditions(data), seed + ESTIMATION_SEED_OFFSET),
                training::close);
    }

    @Override
    public void close() {
        rows.run();
    }
}
