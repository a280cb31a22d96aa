package io.doppelstream.service.models;

import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.model.score.EventFeatures;
import io.doppelstream.model.score.Scoring;
import io.doppelstream.service.config.ModelSettings;
import java.io.IOException;

/** The part of a model that scores. Owns a native model of its own. Safe for several threads. */
public final class Detector implements AutoCloseable {
    private static final int TRIAL_ROWS = 2;

    private final Scoring scoring;
    private final EventFeatures features;
    private final ScoreSignature signature;

    private Detector(Scoring scoring, EventFeatures features, ScoreSignature signature) {
        this.scoring = scoring;
        this.features = features;
        this.signature = signature;
    }

    /**
     * Loads the part of a package whose manifest has a section {@code scoring}, and lets it score once.
     *
     * @throws ModelPackageException when it cannot be used, with the reason
     */
    static Detector load(ModelPackage source, ModelSettings settings) throws IOException, ModelPackageException {
        Manifest manifest = source.manifest();
        EventFeatures features = EventFeatures.of(manifest.schema(), manifest.codec());
        ScoreSignature signature = ScoreSignature.load(source, features.width(), settings);
        try {
            signature.score(new float[TRIAL_ROWS * features.width()], TRIAL_ROWS);
            return new Detector(manifest.scoring(), features, signature);
        } catch (RuntimeException e) {
            signature.close();
            throw e;
        }
    }

    /** What the scores mean. */
    public Scoring scoring() {
        return scoring;
    }

    /** How events are encoded. */
    public EventFeatures features() {
        return features;
    }

    /**
     * Scores events.
     *
     * @param rows {@code float[count * features().width()]}
     * @throws GenerationException when the model cannot
     */
    public Scores score(float[] rows, int count) {
        return signature.score(rows, count);
    }

    @Override
    public void close() {
        signature.close();
    }
}
