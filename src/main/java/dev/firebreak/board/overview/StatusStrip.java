package dev.firebreak.board.overview;

import dev.firebreak.access.Accounts;
import dev.firebreak.alert.view.SendersHeard;
import dev.firebreak.board.page.Moment;
import dev.firebreak.comms.channel.Channel;
import dev.firebreak.comms.message.Links;
import dev.firebreak.comms.webhook.WebhookStatus;
import dev.firebreak.oncall.schedule.OnCall;
import dev.firebreak.oncall.schedule.OnCallNow;
import dev.firebreak.runbook.RunbookSettings;
import dev.firebreak.web.PublicAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Whether Firebreak is ready: one line for every board, and a list for an empty one. */
@Component
class StatusStrip {

    private static final int MAX_PEOPLE = 20;

    /**
     * A fact of the line.
     *
     * @param style CSS class: {@code good}, {@code amber} or {@code alarm}; empty for a plain fact
     * @param at a time behind the value; null if it has none
     * @param show how the page shows the time: {@code when} or {@code distance}
     * @param after what follows the time
     */
    record Item(String label, String value, String style, Moment at, String show, String after) {

        Item(String label, String value, String style) {
            this(label, value, style, null, "", "");
        }

        /** The time without scripts. */
        String shown() {
            return show.equals("when") ? at.when() : at.distance();
        }
    }

    /**
     * A condition that must hold.
     *
     * @param what what holds, or what to do
     */
    record Check(boolean isMet, String what) {}

    private final OnCall onCall;
    private final ObjectProvider<Channel> channels;
    private final SendersHeard senders;
    private final RunbookSettings settings;
    private final Links links;
    private final Accounts accounts;
    private final WebhookStatus webhooks;
    private final Clock clock;

    StatusStrip(
            OnCall onCall,
            ObjectProvider<Channel> channels,
            SendersHeard senders,
            RunbookSettings settings,
            Links links,
            Accounts accounts,
            WebhookStatus webhooks,
            Clock clock) {
        this.onCall = onCall;
        this.channels = channels;
        this.senders = senders;
        this.settings = settings;
        this.links = links;
        this.accounts = accounts;
        this.webhooks = webhooks;
        this.clock = clock;
    }

    List<Item> items() {
        var now = clock.instant();
        return Stream.of(
                        Optional.of(people(now)),
                        Optional.of(pages()),
                        events(),
                        Optional.of(heard(now)),
                        Optional.of(steps()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Nothing where no receiver of events is configured. */
    private Optional<Item> events() {
        if (webhooks.configured() == 0) {
            return Optional.empty();
        }
        var troubles = webhooks.troubles();
        return Optional.of(
                troubles.isEmpty()
                        ? new Item("Webhooks", "all events sent", "")
                        : new Item("Webhooks", String.join("; ", troubles), "alarm"));
    }

    private Item people(Instant now) {
        return onCall.now(now).stream()
                .findFirst()
                .map(it -> shift(it, now))
                .orElse(new Item("On call", "nobody", "alarm"));
    }

    private static Item shift(OnCallNow it, Instant now) {
        var then = it.next().equals(it.person()) ? "" : ", then " + it.next().name();
        return new Item("On call", it.person().name() + " until", "", Moment.of(it.until(), now), "when", then);
    }

    private Item pages() {
        var ready = ready();
        return ready.isEmpty()
                ? new Item("Pages", "no channel reaches who is on call", "alarm")
                : new Item("Pages", "by " + ready, "");
    }

    /** The channels that reach a person on call. */
    private String ready() {
        var people = onCall.everyone(clock.instant());
        return channels.orderedStream()
                .filter(channel ->
                        channel.missing().isEmpty() && people.stream().anyMatch(channel::reaches))
                .map(Channel::name)
                .collect(Collectors.joining(", "));
    }

    private Item heard(Instant now) {
        return senders.last()
                .map(at -> new Item("Alerts", "heard", "", Moment.of(at, now), "distance", ""))
                .orElse(new Item("Alerts", "no sender has been heard yet", "amber"));
    }

    private Item steps() {
        return settings.live() ? new Item("Steps", "LIVE", "") : new Item("Steps", "dry run", "amber");
    }

    /** What a new installation needs before a quiet board means that all is well. */
    List<Check> checks() {
        var ready = ready();
        var host = links.baseUrl().toString();
        return List.of(
                senders.last()
                        .map(at -> new Check(true, "Alerts arrive."))
                        .orElse(new Check(
                                false,
                                "No sender has been heard yet. Point Alertmanager to " + host
                                        + "/api/alerts with the ingest token.")),
                ready.isEmpty()
                        ? new Check(
                                false,
                                "No channel reaches who is on call, so nobody can be paged. Set spring.mail.host.")
                        : new Check(true, "Pages go out by " + ready + "."),
                new PublicAddress(links.baseUrl()).isLocal()
                        ? new Check(
                                false,
                                "Links in messages lead to " + host
                                        + ", which no phone reaches. Set firebreak.base-url.")
                        : new Check(true, "Links in messages lead to " + host + "."),
                withoutAccount()
                        .map(names -> new Check(
                                false,
                                "On call, but without an account: " + names
                                        + ". Add one in Admin, with the login of the catalogue."))
                        .orElse(new Check(true, "Everybody on call has an account.")));
    }

    private Optional<String> withoutAccount() {
        var names = onCall.everyone(clock.instant()).stream()
                .limit(MAX_PEOPLE)
                .filter(person -> accounts.find(person.id()).isEmpty())
                .map(person -> person.name())
                .collect(Collectors.joining(", "));
        return Optional.of(names).filter(it -> !it.isEmpty());
    }
}
