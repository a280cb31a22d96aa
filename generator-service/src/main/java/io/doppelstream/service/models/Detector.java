package io.doppelstream.service.models;

import io.doppelstream.model.anomaly.DetectorScore;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.model.score.EventFeatures;
import io.doppelstream.model.score.Scoring;

/** The part of a model that scores. The native model is {@link LoadedModel}'s. Safe for several threads. */
public final class Detector {
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
     * The part of a model whose manifest has a section {@code scoring}; lets it score once.
     *
     * @throws ModelPackageException when it cannot be used, with the reason
     */
    static Detector of(NativeModel model, Manifest manifest) throws ModelPackageException {
        EventFeatures features = EventFeatures.of(manifest.schema(), manifest.codec());
        ScoreSignature signature = ScoreSignature.of(model, manifest, features.width());
        signature.score(new float[TRIAL_ROWS * features.width()], TRIAL_ROWS);
        return new Detector(manifest.scoring(), features, signature);
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

    /** Scores of the model's own rows. */
    DetectorScore ofRows(Manifest manifest) {
        return new DetectorScore(manifest.schema(), features, scoring, (rows, count) -> signature
                .score(rows, count)
                .raw());
    }
}
