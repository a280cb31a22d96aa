package io.doppelstream.cli.retrain;

import io.doppelstream.cli.cluster.ClusterOptions;
import io.doppelstream.cli.source.TopicSource;
import io.doppelstream.cli.terminal.UserException;
import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.pack.ModelPackageException;
import io.doppelstream.schemas.TrainingReport;
import io.doppelstream.schemas.TrainingRequest;
import io.doppelstream.schemas.TrainingState;
import io.doppelstream.schemas.registry.ConfluentSchemaRegistry;
import io.doppelstream.schemas.registry.RegistryUnreachableException;
import io.doppelstream.schemas.serde.SchemaUnavailableException;
import io.doppelstream.service.models.ModelUnavailableException;
import io.doppelstream.trainer.TrainingResult;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one training request: trains, compares with the champion, publishes what is better. Every step can be taken again, so that
 * a request that comes again after a crash ends as it would have.
 */
final class TrainingJob {

    private static final Logger log = LoggerFactory.getLogger(TrainingJob.class);
    /** A request that takes the process down with it must not do so forever. */
    private static final int MOST_ATTEMPTS = 5;

    private static final Set<String> FIDELITY =
            Set.of("quality", "columnShapes", "columnPairTrends", "columnPairTrendsThresholded");

    private final ClusterOptions cluster;
    private final TrainServiceSettings settings;
    private final TrainingDesk desk;
    private final TrainingListener listener;
    private final TrainingRequest request;
    private final String version;
    private final RetrainFolder folder;

    TrainingJob(
            ClusterOptions cluster,
            TrainServiceSettings settings,
            TrainingDesk desk,
            TrainingListener listener,
            TrainingRequest request) {
        this.cluster = cluster;
        this.settings = settings;
        this.desk = desk;
        this.listener = listener;
        this.request = request;
        version = RetrainFolder.version(request.getRequestId());
        folder = RetrainFolder.of(settings.work(), request.getModel(), version);
    }

    /** Whether a state is a request's last. */
    static boolean isEnd(TrainingState state) {
        return state != TrainingState.STARTED && state != TrainingState.UNKNOWN;
    }

    /**
     * Answers the request, unless it was answered before.
     *
     * @return false: it was stopped and is to be given again
     * @throws RetriableException where the brokers cannot be reached now
     * @throws SchemaUnavailableException where the registry cannot be reached now
     * @throws RegistryUnreachableException where it cannot be reached to write
     */
    boolean run(StopSignal stop) throws IOException {
        if (answered()) {
            log.info("Request {} was answered before", request.getRequestId());
            return true;
        }
        desk.write(report(TrainingState.STARTED)
                .setMessage((folder.unfinished() ? "Goes on training from the topic " : "Trains from the topic ")
                        + request.getTopic())
                .build());
        int attempt = folder.begin();
        Optional<TrainingReport> end = attempt > MOST_ATTEMPTS ? Optional.of(givenUp(attempt)) : attempt(stop, attempt);
        if (end.isEmpty()) {
            folder.pause();
            log.info("Request {} was stopped and goes on when the service is started again", request.getRequestId());
            return false;
        }
        if (!answered()) {
            desk.write(end.get());
        }
        log.info(
                "Request {}: {}: {}",
                request.getRequestId(),
                end.get().getState(),
                end.get().getMessage());
        if (end.get().getState() == TrainingState.KEPT) {
            folder.keepModel();
        } else {
            folder.delete();
        }
        return true;
    }

    private boolean answered() {
        return desk.latest(request.getRequestId())
                .filter(report -> isEnd(report.getState()))
                .isPresent();
    }

    private TrainingReport givenUp(int attempt) {
        return failed("Expected the training to end, found that it was begun " + (attempt - 1)
                + " times and the service ended each time, or the cluster was out of reach: see its log");
    }

    private Optional<TrainingReport> attempt(StopSignal stop, int attempt) {
        try (ConfluentSchemaRegistry registry = ConfluentSchemaRegistry.from(cluster.registryClient())) {
            return answer(new PublishedModels(cluster, registry), stop);
        } catch (RetriableException | SchemaUnavailableException | RegistryUnreachableException e) {
            if (attempt < MOST_ATTEMPTS) {
                throw e;
            }
            return Optional.of(failed(e.getMessage()));
        } catch (UserException
                | UnusableDataException
                | ModelPackageException
                | ModelUnavailableException
                | IllegalArgumentException
                | KafkaException
                | IOException e) {
            log.debug("Request {} failed", request.getRequestId(), e);
            return Optional.of(failed(e.getMessage()));
        } catch (RuntimeException | OutOfMemoryError e) {
            log.error("Request {} failed", request.getRequestId(), e);
            return Optional.of(failed("Expected no such failure, found " + e + ": see the log of the service"));
        }
    }

    private Optional<TrainingReport> answer(PublishedModels models, StopSignal stop)
            throws IOException, UnusableDataException, ModelPackageException {
        if (!folder.trained() && models.find(request.getModel(), version).isPresent()) {
            Optional<String> alias = promote(models);
            return Optional.of(report(TrainingState.PUBLISHED)
                    .setPromotedAlias(alias.orElse(null))
                    .setMessage("Published before; its figures are lost with the work folder of then")
                    .build());
        }
        Optional<ModelPackage> champion = Optional.empty();
        if (request.getChampion() != null) {
            champion = Optional.of(models.fetch(request.getModel(), request.getChampion(), folder.champion()));
        }
        if (!folder.trained()) {
            TrainingResult result = train(champion, stop);
            if (result instanceof TrainingResult.Interrupted) {
                return Optional.empty();
            } else if (!(result instanceof TrainingResult.Complete)) {
                return Optional.of(failed(result.message()));
            }
        }
        return Optional.of(decide(models, champion, ModelPackage.open(folder.model())));
    }

    private TrainingResult train(Optional<ModelPackage> champion, StopSignal stop)
            throws IOException, UnusableDataException {
        RetrainPlan plan = RetrainPlan.of(
                request, champion.map(ModelPackage::manifest), TopicSource.latestSchema(request.getTopic(), cluster));
        double minutes = request.getMinutes() == null ? settings.minutes() : request.getMinutes();
        return new ChallengerTraining(request, version, plan, minutes, cluster, folder, listener).run(stop);
    }

    private TrainingReport decide(PublishedModels models, Optional<ModelPackage> champion, ModelPackage challenger)
            throws IOException, UnusableDataException {
        if (champion.isEmpty()) {
            models.publish(challenger);
            Map<String, Double> fidelity = new TreeMap<>(challenger.manifest().quality());
            fidelity.keySet().retainAll(FIDELITY);
            return report(TrainingState.PUBLISHED)
                    .setHoldoutRows((int) challenger.manifest().training().holdoutRows())
                    .setVersionFigures(fidelity)
                    .setMessage("Published without a champion to compare with")
                    .build();
        }
        Contest contest = ModelComparison.run(folder.holdout(), champion.get(), challenger);
        boolean better = contest.better(settings.margins());
        TrainingReport.Builder report = report(better ? TrainingState.PUBLISHED : TrainingState.KEPT)
                .setHoldoutRows(contest.realRows())
                .setVersionFigures(contest.challengerFigures())
                .setChampionFigures(contest.championFigures());
        String summary = contest.summary(settings.margins());
        if (!better) {
            return report.setMessage("The champion is kept: " + summary + ". The new version is in " + folder.model())
                    .build();
        }
        models.publish(challenger);
        Optional<String> alias = promote(models);
        return report.setPromotedAlias(alias.orElse(null))
                .setMessage("Published: " + summary
                        + alias.map(moved -> ". @" + moved + " is the new version now")
                                .orElse(""))
                .build();
    }

    /** Moves the alias, where it stands for the champion and no rival is being tried. */
    private Optional<String> promote(PublishedModels models) throws IOException {
        if (settings.alias().isEmpty() || request.getChampion() == null) {
            return Optional.empty();
        }
        String alias = settings.alias().get();
        boolean moves = models.alias(request.getModel(), alias)
                .filter(known -> known.getRival() == null)
                .filter(known -> known.getVersion().equals(request.getChampion())
                        || known.getVersion().equals(version))
                .isPresent();
        if (moves) {
            models.promote(request.getModel(), version, alias);
        }
        return moves ? Optional.of(alias) : Optional.empty();
    }

    private TrainingReport failed(String message) {
        return report(TrainingState.FAILED).setMessage(String.valueOf(message)).build();
    }

    private TrainingReport.Builder report(TrainingState state) {
        return report(request, state).setVersion(version);
    }

    /** What every report of a request says. */
    static TrainingReport.Builder report(TrainingRequest request, TrainingState state) {
        return TrainingReport.newBuilder()
                .setRequestId(request.getRequestId())
                .setModel(request.getModel())
                .setTopic(request.getTopic())
                .setSource(request.getSource())
                .setState(state)
                .setChampion(request.getChampion())
                .setRequestedAt(request.getRequestedAt())
                .setTimestamp(TrainingDesk.now());
    }
}
