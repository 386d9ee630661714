package dev.firebreak.comms;

import dev.firebreak.catalog.Contact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A channel that a test plays: takes everything, unless told otherwise for somebody. */
public class Pigeon implements Channel {

    public final List<Announcement> taken = new ArrayList<>();
    private final Map<String, Supplier<Delivery>> answers = new HashMap<>();
    private String missing;

    public Pigeon isMissing(String what) {
        missing = what;
        return this;
    }

    public Pigeon refuses(String person, String why) {
        answers.put(person, () -> new Delivery.Refused(name(), why));
        return this;
    }

    public Pigeon fails(String person, String why) {
        answers.put(person, () -> {
            throw new IllegalStateException(why);
        });
        return this;
    }

    public Pigeon takes(String person) {
        answers.remove(person);
        return this;
    }

    public List<String> reached() {
        return taken.stream().map(announcement -> announcement.to().id()).toList();
    }

    @Override
    public String name() {
        return "pigeon";
    }

    @Override
    public boolean reaches(Contact to) {
        return to.isPerson();
    }

    @Override
    public Optional<String> missing() {
        return Optional.ofNullable(missing);
    }

    @Override
    public Delivery deliver(Announcement announcement) {
        var answer = answers.get(announcement.to().id());
        if (answer != null) {
            return answer.get();
        }
        taken.add(announcement);
        return new Delivery.Delivered(name());
    }
}
