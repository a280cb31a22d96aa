package io.doppelstream.trainer.stream;

import io.doppelstream.trainer.gan.ConditionSampler;
import io.doppelstream.trainer.gan.ConditionedBatches;
import io.doppelstream.trainer.gan.TabularData;
import io.doppelstream.trainer.train.Batch;
import io.doppelstream.trainer.train.BatchSource;
import java.util.function.Function;

/**
 * Batches out of a {@link RowWindow} that moves on as fast as rows are drawn: a pass over the table takes as many batches
 * as it would without a window. Which rows the window holds follows from the number of the batch, never from the clock.
 */
public final class StreamedBatches implements BatchSource, AutoCloseable {

    private final TabularData data;
    private final RowWindow window;
    private final Function<TabularData, ConditionSampler> sampler;
    private final long seed;
    private final int batchesPerTurn;
    private ConditionedBatches batches;

    /**
     * Reads the first window.
     *
     * @param data fitted to the first rows of the table
     * @param sampler made anew whenever rows were replaced
     */
    public StreamedBatches(
            TabularData data, StreamedTable table, Function<TabularData, ConditionSampler> sampler, long seed) {
        this.sampler = sampler;
        this.seed = seed;
        window = new RowWindow(data.codec(), table, seed);
        this.data = data.withRows(window.coded());
        batchesPerTurn = Math.max(1, window.blockRows() / data.batchRows());
        batches = batches();
    }

    private ConditionedBatches batches() {
        return new ConditionedBatches(data, sampler.apply(data), seed);
    }

    @Override
    public Batch batch(long number) {
        if (window.turnTo(number / batchesPerTurn)) {
            batches = batches();
        }
        return batches.batch(number);
    }

    @Override
    public void close() {
        window.close();
    }
}
