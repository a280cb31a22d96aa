package io.doppelstream.cli.benchmark.detection;

import io.doppelstream.model.score.Scoring;
import io.doppelstream.trainer.sample.InjectedTable;
import io.doppelstream.trainer.sample.PackageDetector;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What the scores of a model find, each of them as a detector. The model is fitted already: to its training rows. */
final class ModelScores {

    private ModelScores() {}

    /** A trial of each score, the rank mean among them. */
    static List<DetectorTrial> trials(PackageDetector detector, long seed, InjectedTable tested) {
        Scoring scoring = detector.scoring();
        double[][] raw = detector.score(tested.table());
        return Stream.concat(scoring.names().stream(), Stream.of(Scoring.RANK_MEAN))
                .map(name -> {
                    double[] scores = Arrays.stream(raw)
                            .mapToDouble(row -> scoring.value(name, row))
                            .toArray();
                    return DetectorTrial.of(name, seed, scores, tested.labels());
                })
                .toList();
    }
}
