package io.doppelstream.trainer.graph;

import org.tensorflow.proto.ConfigProto;

/**
 * How many threads TensorFlow may use.
 *
 * @param intraOpThreads threads inside one operation, such as a matrix product
 * @param interOpThreads operations that may run side by side, on threads that all sessions of the process share: the first
 *     session says how many. -1: each call does everything in the thread that it came in
 */
public record ExecutionConfig(int intraOpThreads, int interOpThreads) {

    private static final int IN_CALLERS_THREAD = -1;

    public ExecutionConfig {
        if (intraOpThreads < 1 || (interOpThreads < 1 && interOpThreads != IN_CALLERS_THREAD)) {
            throw new IllegalArgumentException("expected at least one thread of each kind, or the caller's ("
                    + IN_CALLERS_THREAD + ") between operations, found intra-op " + intraOpThreads + " and inter-op "
                    + interOpThreads);
        }
    }

    /** All processors inside an operation, one operation at a time. */
    public static ExecutionConfig ofThisMachine() {
        return new ExecutionConfig(Runtime.getRuntime().availableProcessors(), 1);
    }

    /**
     * One thread an operation, as many operations as processors: the players' passes run side by side. The matrices of a
     * tabular GAN are too small to be split: on two processors a step took less than half the time that it took with
     * two threads inside an operation.
     */
    public static ExecutionConfig forTraining() {
        return new ExecutionConfig(1, Runtime.getRuntime().availableProcessors());
    }

    /** All processors inside an operation and between them: convolutions are large enough to be split. */
    public static ExecutionConfig forImages() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new ExecutionConfig(processors, processors);
    }

    /** Every call in the thread that it came in, so that as many run side by side as there are callers. */
    public static ExecutionConfig inCallersThread() {
        return new ExecutionConfig(1, IN_CALLERS_THREAD);
    }

    /** As TensorFlow takes it. */
    public ConfigProto toProto() {
        return ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(intraOpThreads)
                .setInterOpParallelismThreads(interOpThreads)
                .build();
    }
}
