package dev.firebreak.board.overview;

import dev.firebreak.access.audit.anchor.RestoreCheck;
import dev.firebreak.alert.attached.AttachedGroups;
import dev.firebreak.alert.mailbox.MailboxStatus;
import dev.firebreak.alert.pull.PullStatus;
import dev.firebreak.alert.silence.ActiveSilences;
import dev.firebreak.alert.silence.SilencedAlerts;
import dev.firebreak.alert.storm.Storms;
import dev.firebreak.alert.view.SendersHeard;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.setup.Readiness;
import dev.firebreak.comms.webhook.WebhookStatus;
import dev.firebreak.escalation.contact.ContactVerifications;
import dev.firebreak.logwatch.view.LogWatchOverview;
import dev.firebreak.logwatch.view.LogWatchView.WatchView;
import dev.firebreak.oncall.schedule.OnCall;
import dev.firebreak.oncall.schedule.OnCallNow;
import dev.firebreak.probe.view.ProbeViews;
import dev.firebreak.reload.ReloadStatus;
import dev.firebreak.reload.Reloads;
import dev.firebreak.runbook.RunbookSettings;
import dev.firebreak.status.statuspage.StatuspageSync;
import dev.firebreak.text.ByteText;
import dev.firebreak.text.Text;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Whether Firebreak is ready: one line for every board. */
@Component
class StatusStrip {

    private static final int LONGEST_ERROR = 200;
    private static final String INCIDENT = "/incidents/";

    /**
     * A fact of the line.
     *
     * @param style CSS class: {@code good}, {@code amber} or {@code alarm}; empty for a plain fact
     * @param at a time behind the value; null if it has none
     * @param show how the page shows the time: {@code when} or {@code distance}
     * @param after what follows the time
     * @param href the page that says more; null if none does
     */
    record Item(String label, String value, String style, Moment at, String show, String after, String href) {

        Item(String label, String value, String style) {
            this(label, value, style, null, "", "", null);
        }

        Item(String label, String value, String style, Moment at, String show, String after) {
            this(label, value, style, at, show, after, null);
        }

        Item leadingTo(String page) {
            return new Item(label, value, style, at, show, after, page);
        }

        /** Without a link to what this person may not see. */
        Item withLinkFor(boolean isOverseer, Set<String> incidents) {
            var isClosed = href != null
                    && (href.startsWith(INCIDENT)
                            ? !incidents.contains(href.substring(INCIDENT.length()))
                            : !isOverseer && Set.of("/setup", "/audit").contains(href));
            return isClosed ? leadingTo(null) : this;
        }

        /** The time without scripts. */
        String shown() {
            return show.equals("when") ? at.when() : at.distance();
        }
    }

    /** Bytes that are read within a second or so. */
    private static final long LAG = 100L << 20;

    private final OnCall onCall;
    private final Readiness readiness;
    private final SendersHeard senders;
    private final RunbookSettings settings;
    private final WebhookStatus webhooks;
    private final ActiveSilences silences;
    private final SilencedAlerts silenced;
    private final Reloads reloads;
    private final MailboxStatus mailboxes;
    private final PullStatus pulls;
    private final LogWatchOverview logs;
    private final ProbeViews probes;
    private final RestoreCheck restores;
    private final Storms storms;
    private final AttachedGroups attached;
    private final ContactVerifications contacts;
    private final StatuspageSync statuspage;
    private final Clock clock;

    StatusStrip(
            OnCall onCall,
            Readiness readiness,
            SendersHeard senders,
            RunbookSettings settings,
            WebhookStatus webhooks,
            ActiveSilences silences,
            SilencedAlerts silenced,
            Reloads reloads,
            MailboxStatus mailboxes,
            PullStatus pulls,
            LogWatchOverview logs,
            ProbeViews probes,
            RestoreCheck restores,
            Storms storms,
            AttachedGroups attached,
            ContactVerifications contacts,
            StatuspageSync statuspage,
            Clock clock) {
        this.onCall = onCall;
        this.readiness = readiness;
        this.senders = senders;
        this.settings = settings;
        this.webhooks = webhooks;
        this.silences = silences;
        this.silenced = silenced;
        this.reloads = reloads;
        this.mailboxes = mailboxes;
        this.pulls = pulls;
        this.logs = logs;
        this.probes = probes;
        this.restores = restores;
        this.storms = storms;
        this.attached = attached;
        this.contacts = contacts;
        this.statuspage = statuspage;
        this.clock = clock;
    }

    List<Item> items() {
        var now = clock.instant();
        return Stream.of(
                        restored(),
                        Optional.of(people(now).leadingTo("/on-call")),
                        Optional.of(pages()),
                        events(),
                        Optional.of(heard(now)),
                        silences(now),
                        logs(),
                        probes(),
                        Optional.of(steps()),
                        files(),
                        mail(),
                        alertmanagers(),
                        storms(),
                        contacts(),
                        statuspage())
                .flatMap(Optional::stream)
                .toList();
    }

    /** Nothing unless the database was restored from a backup and no administrator has confirmed it. */
    private Optional<Item> restored() {
        return restores.toConfirm()
                .map(why -> new Item("Database", "restored from a backup, waits for an administrator", "alarm")
                        .leadingTo("/audit"));
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
        var ready = readiness.channels();
        return ready.isEmpty()
                ? new Item("Pages", "no channel reaches who is on call", "alarm")
                : new Item("Pages", "by " + ready, "");
    }

    private Item heard(Instant now) {
        return senders.last()
                .map(at -> new Item("Alerts", "heard", "", Moment.of(at, now), "distance", ""))
                .orElse(new Item("Alerts", "no sender has been heard yet", "amber"));
    }

    /** Nothing where nothing is silenced. */
    private Optional<Item> silences(Instant now) {
        var count = silences.count(now);
        if (count == 0) {
            return Optional.empty();
        }
        var held = silenced.countFiring();
        var what = held == 0 ? "no alert" : held == 1 ? "1 alert" : held + " alerts";
        return Optional.of(new Item("Silences", count + " active, " + what + " held", held == 0 ? "" : "amber")
                .leadingTo("/silences"));
    }

    /** Nothing where what runs is what the files say, on every node. */
    private Optional<Item> files() {
        var units = reloads.status();
        var refused = units.stream().filter(ReloadStatus::isRefused).findFirst();
        if (refused.isPresent()) {
            var unit = refused.get();
            return Optional.of(new Item(
                            "Files",
                            unit.unit() + " not reloaded: "
                                    + Text.preview(unit.errors().get(0), LONGEST_ERROR),
                            "alarm")
                    .leadingTo("/setup"));
        }
        var differ = units.stream()
                .filter(unit -> !unit.drift().isEmpty())
                .map(ReloadStatus::unit)
                .toList();
        return differ.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Item("Files", "nodes differ: " + String.join(", ", differ), "amber").leadingTo("/setup"));
    }

    /** Nothing where each contact was found right lately. */
    private Optional<Item> contacts() {
        var stale = contacts.stale().size();
        return stale == 0
                ? Optional.empty()
                : Optional.of(new Item("Contacts", stale + " not checked for 90 days", "amber").leadingTo("/contacts"));
    }

    /** Nothing where it says what our page says. */
    private Optional<Item> statuspage() {
        return statuspage.trouble().map(why -> new Item("Statuspage", why, "alarm"));
    }

    /** Nothing where every mailbox is read. */
    private Optional<Item> mail() {
        return mailboxes.failing().stream()
                .findFirst()
                .map(box -> new Item(
                                "Mailbox " + box.source(),
                                "not read: " + Text.preview(box.failure(), LONGEST_ERROR),
                                "alarm")
                        .leadingTo("/setup"));
    }

    /** Nothing where each that is asked answers and has what Firebreak has. */
    private Optional<Item> alertmanagers() {
        var all = pulls.all();
        var silent = all.stream().filter(one -> one.failure() != null).findFirst();
        if (silent.isPresent()) {
            return Optional.of(new Item(
                            "Alertmanager of " + silent.get().source(),
                            "does not answer: " + Text.preview(silent.get().failure(), LONGEST_ERROR),
                            "alarm")
                    .leadingTo("/setup"));
        }
        return all.stream()
                .filter(PullStatus.Asked::hasDrift)
                .findFirst()
                .map(one -> new Item("Alertmanager of " + one.source(), one.drift(), "amber").leadingTo("/setup"));
    }

    /** Nothing where no log is watched. */
    private Optional<Item> logs() {
        var watches = logs.watchesInUse();
        if (watches.isEmpty()) {
            return Optional.empty();
        }
        var watched = watches.stream().mapToLong(WatchView::watched).sum();
        var unreadable = watches.stream().mapToLong(WatchView::unreadable).sum();
        var lag = watches.stream().mapToLong(WatchView::lag).sum();
        if (unreadable > 0) {
            return Optional.of(new Item("Logs", unreadable + " can't be read", "alarm").leadingTo("/log-watch"));
        }
        var item = lag > LAG
                ? new Item("Logs", watched + " watched, " + ByteText.of(lag) + " behind", "amber")
                : new Item("Logs", watched + " watched", "");
        return Optional.of(item.leadingTo("/log-watch"));
    }

    /** Nothing where no probe failed the last time. */
    private Optional<Item> probes() {
        var failed = probes.failed();
        return failed == 0
                ? Optional.empty()
                : Optional.of(new Item("Probes", failed + " failed", "alarm").leadingTo("/probes"));
    }

    /** Nothing where there is no storm. */
    private Optional<Item> storms() {
        var current = storms.current();
        var words = current.stream()
                .map(storm -> storm.source() + ", " + groups(attached.count(storm.incident())) + " in one incident")
                .collect(Collectors.joining("; "));
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(new Item("Alert storm", words, "alarm")
                        .leadingTo(INCIDENT + current.get(0).incident()));
    }

    private static String groups(int count) {
        return count == 1 ? "1 group" : count + " groups";
    }

    private Item steps() {
        return settings.live() ? new Item("Steps", "LIVE", "") : new Item("Steps", "dry run", "amber");
    }
}
