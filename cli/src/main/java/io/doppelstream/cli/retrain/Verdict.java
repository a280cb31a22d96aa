package io.doppelstream.cli.retrain;

import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.schemas.TrainingReport;
import io.doppelstream.schemas.TrainingState;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Decides on a new version that is trained, and does what follows: publishes it, moves the alias. */
record Verdict(TrainingReports reports, TrainServiceSettings settings, PublishedModels models) {

    private static final Set<String> FIDELITY =
            Set.of("quality", "columnShapes", "columnPairTrends", "columnPairTrendsThresholded");

    /** A version that was published before the service ended and could say so. */
    TrainingReport publishedBefore() throws IOException {
        Optional<String> alias = promote();
        return reports.of(TrainingState.PUBLISHED)
                .setPromotedAlias(alias.orElse(null))
                .setMessage("Published before; its figures are lost with the work folder of then")
                .build();
    }

    /**
     * Compares the new version in a folder with the champion, and publishes it if it is better.
     *
     * @param champion empty: there is none, the new version is published
     */
    TrainingReport of(RetrainFolder folder, Optional<ModelPackage> champion)
            throws IOException, UnusableDataException, ModelPackageException {
        ModelPackage challenger = ModelPackage.open(folder.model());
        if (champion.isEmpty()) {
            models.publish(challenger);
            Map<String, Double> fidelity = new TreeMap<>(challenger.manifest().quality());
            fidelity.keySet().retainAll(FIDELITY);
            return reports.of(TrainingState.PUBLISHED)
                    .setHoldoutRows((int) challenger.manifest().training().holdoutRows())
                    .setVersionFigures(fidelity)
                    .setMessage("Published without a champion to compare with")
                    .build();
        }
        Contest contest = ModelComparison.run(folder.holdout(), champion.get(), challenger);
        boolean better = contest.better(settings.margins());
        TrainingReport.Builder report = reports.of(better ? TrainingState.PUBLISHED : TrainingState.KEPT)
                .setHoldoutRows(contest.realRows())
                .setVersionFigures(contest.challengerFigures())
                .setChampionFigures(contest.championFigures());
        String summary = contest.summary(settings.margins());
        if (!better) {
            return report.setMessage("The champion is kept: " + summary + ". The new version is in " + folder.model())
                    .build();
        }
        models.publish(challenger);
        Optional<String> alias = promote();
        return report.setPromotedAlias(alias.orElse(null))
                .setMessage("Published: " + summary
                        + alias.map(moved -> ". @" + moved + " is the new version now")
                                .orElse(""))
                .build();
    }

    /** Moves the alias, where it stands for the champion and no rival is being tried. */
    private Optional<String> promote() throws IOException {
        if (settings.alias().isEmpty() || reports.request().getChampion() == null) {
            return Optional.empty();
        }
        String alias = settings.alias().get();
        boolean moves = models.alias(reports.request().getModel(), alias)
                .filter(known -> known.getRival() == null)
                .filter(known -> known.getVersion().equals(reports.request().getChampion())
                        || known.getVersion().equals(reports.version()))
                .isPresent();
        if (moves) {
            models.promote(reports.request().getModel(), reports.version(), alias);
        }
        return moves ? Optional.of(alias) : Optional.empty();
    }
}
