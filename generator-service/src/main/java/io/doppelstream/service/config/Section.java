package io.doppelstream.service.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A part of a YAML file whose keys are taken one by one; what is left over in the end is an unknown key. */
final class Section {
    private final String path;
    private final Map<String, Object> rest;
    private final Problems problems;

    Section(String path, Map<String, Object> values, Problems problems) {
        this.path = path;
        this.rest = new HashMap<>(values);
        this.problems = problems;
    }

    boolean has(String key) {
        return rest.containsKey(key);
    }

    Section section(String key) {
        return new Section(path + key + ".", properties(key), problems);
    }

    Map<String, Object> properties(String key) {
        Object value = rest.remove(key);
        Map<String, Object> properties = new HashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, entry) -> {
                if (entry != null) {
                    properties.put(String.valueOf(name), entry);
                }
            });
        } else if (value != null) {
            problems.add("Expected " + path + key + " to hold keys and values, found " + value);
        }
        return properties;
    }

    String text(String key) {
        Object value = rest.remove(key);
        if (value instanceof Map || value instanceof List) {
            problems.add("Expected " + path + key + " to be a text, found " + value);
            return null;
        }
        return value == null ? null : value.toString();
    }

    Path folder(String key) {
        String value = text(key);
        return value == null ? null : Path.of(value);
    }

    Long number(String key) {
        String value = text(key);
        try {
            return value == null ? null : Long.valueOf(value.replace("_", ""));
        } catch (NumberFormatException e) {
            problems.add("Expected " + path + key + " to be a whole number, found '" + value + "'");
            return null;
        }
    }

    Integer integer(String key) {
        Long value = number(key);
        if (value != null && value.intValue() != value) {
            problems.add("Expected " + path + key + " to be a number below 2^31, found " + value);
            return null;
        }
        return value == null ? null : value.intValue();
    }

    List<String> texts(String key) {
        Object value = rest.remove(key);
        if (value == null) {
            return null;
        }
        if (!(value instanceof List<?> list)) {
            problems.add("Expected " + path + key + " to be a list, found " + value);
            return null;
        }
        List<String> texts = new ArrayList<>();
        list.forEach(entry -> texts.add(String.valueOf(entry)));
        return texts;
    }

    /** A list of sections; empty without the key. */
    List<Section> sections(String key) {
        Object value = rest.remove(key);
        List<Section> sections = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                String entry = key + "[" + i + "]";
                rest.put(entry, list.get(i));
                sections.add(section(entry));
            }
        } else if (value != null) {
            problems.add("Expected " + path + key + " to be a list, found " + value);
        }
        return sections;
    }

    Double decimal(String key) {
        String value = text(key);
        try {
            return value == null ? null : Double.valueOf(value.replace("_", ""));
        } catch (NumberFormatException e) {
            problems.add("Expected " + path + key + " to be a number, found '" + value + "'");
            return null;
        }
    }

    Duration duration(String key) {
        String value = text(key);
        Optional<Duration> duration = Optional.ofNullable(value).flatMap(Durations::parse);
        if (value != null && duration.isEmpty()) {
            problems.add("Expected " + path + key + " to be " + Durations.FORM + ", found '" + value + "'");
        }
        return duration.orElse(null);
    }

    /** Notes keys that nobody asked for. */
    void end() {
        rest.keySet().stream()
                .sorted()
                .forEach(key -> problems.add("Expected only known keys, found " + path + key
                        + ": see the configuration table for those that exist"));
    }
}
