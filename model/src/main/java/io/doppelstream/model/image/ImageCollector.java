package io.doppelstream.model.image;

import io.doppelstream.model.data.UnusableDataException;
import io.doppelstream.model.schema.ImageShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes one set of images of what a source gives one by one. The size is the one asked for, else the first image's; images are
 * resized to a size asked for, otherwise those of another size are bad. They are in colour if one of them is, unless channels
 * are asked for. Bad images are left out up to a limit: 1 % of all, or {@value #MOST_BAD} where that is more.
 */
final class ImageCollector {

    private static final int MOST_BAD = 10;
    private static final double BAD_SHARE = 0.01;

    private final String source;
    private final ImageOptions options;
    private final List<Pixels> images = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private final List<String> bad = new ArrayList<>();

    /** @param source what is read, for messages */
    ImageCollector(String source, ImageOptions options) {
        this.source = source;
        this.options = options;
    }

    /**
     * Adds an image.
     *
     * @param place where it comes from, for messages
     * @param label its class; null: none is known
     */
    void add(String place, Pixels image, String label) {
        try {
            Pixels sized = sized(image);
            images.add(sized);
            labels.add(label);
            places.add(place);
        } catch (BadImageException e) {
            bad(place, e.getMessage());
        }
    }

    private Pixels sized(Pixels image) throws BadImageException {
        if (options.sized()) {
            return Resampling.resize(image, options.height(), options.width());
        }
        if (image.height() > ImageShape.LARGEST_SIDE || image.width() > ImageShape.LARGEST_SIDE) {
            throw new BadImageException("Expected at most " + ImageShape.LARGEST_SIDE + " pixels on each side, found "
                    + image.height() + "x" + image.width() + ": have all images resized with --image 64x64");
        }
        if (!images.isEmpty()
                && (image.height() != images.get(0).height()
                        || image.width() != images.get(0).width())) {
            throw new BadImageException(
                    "Expected " + images.get(0).height() + "x" + images.get(0).width()
                            + " as the first image has, found " + image.height() + "x" + image.width()
                            + ": have all images resized with --image");
        }
        return image;
    }

    /** Leaves out an image. */
    void bad(String place, String reason) {
        bad.add(place + ": " + reason);
    }

    /**
     * All of them.
     *
     * @throws UnusableDataException if there is none, or if too many are bad
     */
    ImageData finish() throws UnusableDataException {
        boolean labelled = labels.stream().anyMatch(label -> label != null);
        List<Integer> used = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            if (labelled && labels.get(i) == null) {
                bad(places.get(i), "Expected a label, as other images have, found none");
            } else {
                used.add(i);
            }
        }
        check(used.size());
        ImageShape shape = shape(used);
        List<String> classes = labelled ? classes() : List.of();
        byte[] pixels = new byte[Math.multiplyExact(used.size(), shape.size())];
        int[] codes = new int[labelled ? used.size() : 0];
        for (int i = 0; i < used.size(); i++) {
            Pixels image = images.get(used.get(i)).inChannels(shape.channels());
            System.arraycopy(image.values(), 0, pixels, i * shape.size(), shape.size());
            if (labelled) {
                codes[i] = classes.indexOf(labels.get(used.get(i)));
            }
        }
        String summary = used.size() + " images of " + shape + " from " + source
                + (labelled ? ", " + classes.size() + " classes" : ", without classes")
                + (bad.isEmpty() ? "" : "; " + bad.size() + " left out");
        return new ImageData(new ImageSet(shape, pixels, classes, codes), bad, summary);
    }

    private void check(int used) throws UnusableDataException {
        double most = Math.max(MOST_BAD, BAD_SHARE * (used + bad.size()));
        if (used > 0 && bad.size() <= most) {
            return;
        }
        String first = bad.isEmpty()
                ? ""
                : System.lineSeparator()
                        + String.join(System.lineSeparator(), bad.subList(0, Math.min(MOST_BAD, bad.size())));
        throw new UnusableDataException(
                used == 0
                        ? "Expected images in " + source + ", found none that can be used" + first
                        : "Expected at most " + (long) most + " bad images in " + source + ", found " + bad.size()
                                + " of " + (used + bad.size()) + ", the first of them:" + first);
    }

    private ImageShape shape(List<Integer> used) {
        int channels = options.channels() != null
                ? options.channels()
                : used.stream().mapToInt(i -> images.get(i).channels()).max().orElseThrow();
        Pixels first = images.get(used.get(0));
        return new ImageShape(first.height(), first.width(), channels);
    }

    /** In the order of numbers where all are numbers, else of texts. */
    private List<String> classes() {
        Set<String> names = new LinkedHashSet<>(labels);
        names.remove(null);
        boolean numbers = names.stream().allMatch(name -> name.matches("\\d{1,9}"));
        Comparator<String> order = numbers ? Comparator.comparing(Integer::valueOf) : Comparator.<String>naturalOrder();
        return names.stream()
                .sorted(order.thenComparing(Comparator.naturalOrder()))
                .toList();
    }
}
