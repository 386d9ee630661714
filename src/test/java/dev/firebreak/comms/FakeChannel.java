package dev.firebreak.comms;

import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.channel.Announcement;
import dev.firebreak.comms.channel.Channel;
import dev.firebreak.comms.channel.DeliveryResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A fake channel: accepts everything, unless the test makes it fail for a contact. */
public class FakeChannel implements Channel {

    public final List<Announcement> taken = new ArrayList<>();
    private final Map<String, Supplier<DeliveryResult>> answers = new HashMap<>();
    private final String name;
    private String missing;

    public FakeChannel() {
        this("pigeon");
    }

    /** A channel that is named as a real one, for rules of people. */
    public FakeChannel(String name) {
        this.name = name;
    }

    public FakeChannel isMissing(String what) {
        missing = what;
        return this;
    }

    public FakeChannel refuses(String person, String why) {
        answers.put(person, () -> new DeliveryResult.Refused(name(), why));
        return this;
    }

    public FakeChannel fails(String person, String why) {
        answers.put(person, () -> {
            throw new IllegalStateException(why);
        });
        return this;
    }

    public FakeChannel takes(String person) {
        answers.remove(person);
        return this;
    }

    public List<String> reached() {
        return taken.stream().map(announcement -> announcement.to().id()).toList();
    }

    @Override
    public String name() {
        return name;
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
    public DeliveryResult deliver(Announcement announcement) {
        var answer = answers.get(announcement.to().id());
        if (answer != null) {
            return answer.get();
        }
        taken.add(announcement);
        return new DeliveryResult.Delivered(name());
    }
}
