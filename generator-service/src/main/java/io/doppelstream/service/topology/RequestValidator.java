package io.doppelstream.service.topology;

import io.doppelstream.model.condition.ConditionOutcome;
import io.doppelstream.model.latent.Latents;
import io.doppelstream.model.replay.ChunkSeed;
import io.doppelstream.schemas.AcceptedRequest;
import io.doppelstream.schemas.GenerationRequest;
import io.doppelstream.schemas.deadletter.ReasonCode;
import io.doppelstream.schemas.registry.IncompatibleSchemaException;
import io.doppelstream.schemas.registry.UnknownSchemaException;
import io.doppelstream.service.config.TopicSettings;
import io.doppelstream.service.dispatch.RunningRequest;
import io.doppelstream.service.generate.ChunkGenerator;
import io.doppelstream.service.models.LoadedModel;
import io.doppelstream.service.models.LoadedModels;
import io.doppelstream.service.models.ModelChoice;
import io.doppelstream.service.record.ImageFormat;
import java.util.Optional;

/** Checks a request and fixes everything that its answer depends on. */
final class RequestValidator {
    private static final int LONGEST_TOPIC = 249;

    private final Engine engine;
    private final Patience patience;

    RequestValidator(Engine engine) {
        this.engine = engine;
        this.patience = engine.patient();
    }

    Verdict validate(GenerationRequest request) {
        Optional<Verdict.Rejected> bounds = checkBounds(request);
        if (bounds.isPresent()) {
            return bounds.get();
        }
        ModelChoice choice = patience.call("find model " + request.getModel(), () -> engine.catalog()
                .choose(request.getModel(), Optional.ofNullable(request.getModelVersion()), request.getRequestId()));
        if (choice instanceof ModelChoice.Unknown unknown) {
            return new Verdict.Rejected(unknown.reason(), unknown.message());
        }
        LoadedModels.Lease lease = ((ModelChoice.Chosen) choice).lease();
        boolean accepted = false;
        try {
            Verdict verdict = validate(request, lease);
            accepted = verdict instanceof Verdict.Accepted;
            return verdict;
        } finally {
            if (!accepted) {
                lease.close();
            }
        }
    }

    private Optional<Verdict.Rejected> checkBounds(GenerationRequest request) {
        long most = engine.limits().maxCount();
        Double rate = request.getRate();
        if (rate != null && !(rate > 0 && rate <= engine.limits().maxRate())) {
            return rejected(
                    ReasonCode.INVALID_RATE,
                    "Expected a rate above 0 and of at most " + engine.limits().maxRate()
                            + " records per second (requests.maxRate), found " + rate);
        } else if (request.getCount() < 0 || (request.getCount() == 0 && rate == null)) {
            return rejected(
                    ReasonCode.COUNT_NOT_POSITIVE,
                    "Expected a count from 1 to " + most + ", or 0 together with a rate, found " + request.getCount());
        } else if (request.getCount() > most) {
            return rejected(
                    ReasonCode.COUNT_TOO_LARGE,
                    "Expected a count of at most " + most + ", found " + request.getCount()
                            + ": split it into several requests");
        }
        String topic = request.getOutputTopic();
        if (topic != null && !(topic.matches("[a-zA-Z0-9._-]+") && topic.length() <= LONGEST_TOPIC)) {
            return rejected(
                    ReasonCode.FORBIDDEN_TOPIC,
                    "Expected an output topic of 1 to " + LONGEST_TOPIC + " letters, digits, '.', '_' and '-', found '"
                            + topic + "'");
        }
        if (topic != null && (!isAllowed(topic) || isOwn(topic))) {
            return rejected(
                    ReasonCode.FORBIDDEN_TOPIC,
                    "Expected an output topic that matches one of "
                            + engine.limits().allowedTopics()
                            + " (requests.allowedTopics) and is none of the service's own,"
                            + " found '" + topic + "'");
        }
        return Optional.empty();
    }

    private boolean isAllowed(String topic) {
        return engine.limits().allows(topic) || engine.topics().isAugmentFeed(topic);
    }

    private boolean isOwn(String topic) {
        TopicSettings topics = engine.topics();
        return topics.fixed().stream().anyMatch(own -> own.name().equals(topic));
    }

    private static Optional<Verdict.Rejected> rejected(ReasonCode reason, String message) {
        return Optional.of(new Verdict.Rejected(reason, message));
    }

    private Verdict validate(GenerationRequest request, LoadedModels.Lease lease) {
        LoadedModel model = lease.model();
        if (model.compile(request.getConditions()) instanceof ConditionOutcome.Rejected rejected) {
            return new Verdict.Rejected(rejected.reason(), rejected.message());
        }
        Optional<Verdict.Rejected> rendering = checkRendering(request, model);
        if (rendering.isPresent()) {
            return rendering.get();
        }
        Optional<Verdict.Rejected> anomalies = AnomalyCheck.reject(request.getAnomalies(), model);
        if (anomalies.isPresent()) {
            return anomalies.get();
        }
        String topic = request.getOutputTopic() != null
                ? request.getOutputTopic()
                : engine.topics().catalogue().synthetic(request.getModel()).name();
        int schemaId;
        try {
            schemaId = patience.call("prepare the topic " + topic, () -> {
                engine.outputs().ensureExists(topic);
                return engine.outputs().schemaId(topic, model.encoder().schema());
            });
        } catch (IncompatibleSchemaException | UnknownSchemaException e) {
            return new Verdict.Rejected(
                    ReasonCode.OUTPUT_SCHEMA_INCOMPATIBLE,
                    "Expected the output topic " + topic + " to take records of model " + model.label() + ", found: "
                            + e.getMessage());
        }
        return new Verdict.Accepted(accepted(request, model, topic), schemaId, lease);
    }

    private static Optional<Verdict.Rejected> checkRendering(GenerationRequest request, LoadedModel model) {
        Latents latents;
        try {
            latents = ChunkGenerator.latents(request.getTruncation(), request.getLatents());
        } catch (IllegalArgumentException e) {
            return rejected(ReasonCode.INVALID_LATENTS, e.getMessage());
        }
        Optional<String> truncation = latents.truncationProblem(model.manifest());
        if (truncation.isPresent()) {
            return rejected(ReasonCode.INVALID_TRUNCATION, truncation.get());
        }
        Optional<String> path = latents.pathProblem(model.manifest());
        if (path.isPresent()) {
            return rejected(ReasonCode.INVALID_LATENTS, path.get());
        }
        if (request.getLatents().size() > 1 && request.getCount() == 0) {
            return rejected(
                    ReasonCode.INVALID_LATENTS,
                    "Expected one latent in a feed without a count, found "
                            + request.getLatents().size() + ": there is no way to lie along without an end");
        }
        String format = request.getImageFormat();
        if (format != null && !model.makesImages()) {
            return rejected(
                    ReasonCode.INVALID_IMAGE_FORMAT,
                    "Expected no image format for model " + model.label() + ", which makes no images, found '" + format
                            + "'");
        } else if (ImageFormat.of(format).isEmpty()) {
            return rejected(
                    ReasonCode.INVALID_IMAGE_FORMAT,
                    "Expected an image format of " + ImageFormat.NAMES + ", found '" + format + "'");
        }
        return Optional.empty();
    }

    private static AcceptedRequest accepted(GenerationRequest request, LoadedModel model, String topic) {
        return AcceptedRequest.newBuilder()
                .setRequestId(request.getRequestId())
                .setModel(model.manifest().name())
                .setModelVersion(model.manifest().version())
                .setDigest(model.digest())
                .setSeed(request.getSeed() == null ? ChunkSeed.ofRequest(request.getRequestId()) : request.getSeed())
                .setConditions(request.getConditions())
                .setOutputTopic(topic)
                .setRequested(request.getCount() == 0 ? RunningRequest.ENDLESS : request.getCount())
                .setChunkSize(model.manifest().chunkSize())
                .setClient(request.getClient())
                .setRate(request.getRate())
                .setPriority(request.getPriority())
                .setDeadline(request.getDeadline())
                .setTruncation(request.getTruncation())
                .setImageFormat(request.getImageFormat())
                .setLatents(request.getLatents())
                .setAnomalies(AnomalyCheck.text(request.getAnomalies()))
                .build();
    }
}
