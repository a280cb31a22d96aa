package io.doppelstream.trainer;

import io.doppelstream.model.score.Scoring;
import io.doppelstream.trainer.detect.TrainedDetector;

/**
 * A detector and what its scores mean.
 *
 * @param detector networks and weights
 * @param scoring calibration, and the default score
 */
public record FittedDetector(TrainedDetector detector, Scoring scoring) {}
