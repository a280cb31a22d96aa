package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.privacy.PoissonSampling;
import io.doppelstream.trainer.privacy.PrivacyPlan;
import io.doppelstream.trainer.train.Batch;
import io.doppelstream.trainer.train.BatchSource;
import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Batches of a private training: Poisson samples in a fixed number of places, and a fresh key for the step's noise. Unlike
 * other sources a batch does not follow from its number: everything random here must be secret, and cannot be drawn again.
 * Rows beyond the capacity are left out; the chance of that is counted in the plan's delta.
 */
public final class PoissonBatches implements BatchSource {

    private final TabularData data;
    private final PoissonSampling sampling;
    private final int capacity;
    private final RandomGenerator secret;

    public PoissonBatches(TabularData data, PrivacyPlan plan, RandomGenerator secret) {
        this.data = data;
        sampling = new PoissonSampling(data.rows(), plan.samplingRate());
        capacity = plan.capacity();
        this.secret = secret;
    }

    /** Batches that hold no row of the data: to time steps with. */
    public static BatchSource empty(TabularData data, PrivacyPlan plan) {
        return number -> batch(data, plan.capacity(), new int[0], number, number);
    }

    @Override
    public Batch batch(long number) {
        int[] drawn = sampling.draw(secret);
        int[] rows = drawn.length <= capacity ? drawn : Arrays.copyOf(drawn, capacity);
        return batch(data, capacity, rows, secret.nextLong(), secret.nextLong());
    }

    private static Batch batch(TabularData data, int capacity, int[] rows, long firstKey, long secondKey) {
        int width = data.layout().width();
        float[] values = new float[capacity * width];
        float[] present = new float[capacity];
        for (int place = 0; place < rows.length; place++) {
            data.coded().write(rows[place], values, place);
            present[place] = 1;
        }
        return new Batch(Map.of(
                PrivateInputs.REAL,
                TFloat32.tensorOf(Shape.of(capacity, width), DataBuffers.of(values)),
                PrivateInputs.PRESENT,
                TFloat32.vectorOf(present),
                PrivateInputs.NOISE_KEY,
                TInt64.vectorOf(firstKey, secondKey)));
    }
}
