package io.doppelstream.trainer.gan;

import io.doppelstream.model.codec.CodecFitter;
import io.doppelstream.trainer.graph.TrainingGraph;

/**
 * A kind that knows its data as a {@link SampleSpace} alone, so that one file serves images and, where its networks can be
 * dense, tables. The record of the kind holds its settings.
 */
public sealed interface SampleKind extends GanConfig
        permits VanillaGan, ConditionalGan, DcGan, WganGpGan, R3GanLite, ProjectionGan, AcGan {

    /** Batches that the smallest set must fill. */
    int FEWEST_BATCHES = 4;

    /** Samples in a batch; fewer for a tiny set. */
    int batch();

    /** Draws networks and losses into the graph; the session is opened after this. */
    DrawnSamples draw(TrainingGraph graph, SampleSpace space);

    /** Whether its networks are told of conditions, where the data has some. */
    default boolean conditional() {
        return true;
    }

    /** Whether it makes no sense without conditions. */
    default boolean needsConditions() {
        return false;
    }

    @Override
    default boolean learnsImages() {
        return true;
    }

    @Override
    default boolean learnsTables() {
        return false;
    }

    @Override
    default CodecFitter codecs() {
        return CodecFitter.QUANTILE;
    }

    @Override
    default int batchRows(int tableRows) {
        return Math.max(2, Math.min(batch(), tableRows / FEWEST_BATCHES));
    }

    /**
     * The kind on tables.
     *
     * @throws IllegalArgumentException if the kind learns images alone
     */
    @Override
    default Gan create() {
        if (!learnsTables()) {
            throw new IllegalArgumentException("Expected images for the GAN kind " + kind() + ", found a table");
        }
        return new SampleKindOnTables(this);
    }
}
