package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.SeedMixing;
import io.doppelstream.trainer.train.Batch;
import io.doppelstream.trainer.train.BatchSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Batches of real rows and conditions; each a function of data, sampler, seed and its number. */
public final class ConditionedBatches implements BatchSource {

    private final TabularData data;
    private final ConditionSampler sampler;
    private final long seed;

    public ConditionedBatches(TabularData data, ConditionSampler sampler, long seed) {
        this.data = data;
        this.sampler = sampler;
        this.seed = seed;
    }

    @Override
    public Batch batch(long number) {
        SplittableRandom random = new SplittableRandom(SeedMixing.mix(seed, number));
        int batch = data.batchRows();
        ConditionArrays conditions = ConditionArrays.none(data);
        int width = data.layout().width();
        float[] real = new float[batch * width];
        for (int position = 0; position < batch; position++) {
            data.coded().write(sampler.draw(random, position, conditions), real, position);
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        put(tensors, TrainingInputs.REAL, real, Shape.of(batch, width));
        put(
                tensors,
                TrainingInputs.CONDITION,
                conditions.condition(),
                Shape.of(batch, data.conditions().width()));
        put(
                tensors,
                TrainingInputs.MASK,
                conditions.mask(),
                Shape.of(batch, data.layout().logits()));
        put(
                tensors,
                TrainingInputs.INTERVAL,
                conditions.interval(),
                Shape.of(batch, data.layout().scalars(), 2));
        return new Batch(tensors);
    }

    private static void put(Map<String, Tensor> tensors, String name, float[] values, Shape shape) {
        tensors.put(name, TFloat32.tensorOf(shape, DataBuffers.of(values)));
    }
}
