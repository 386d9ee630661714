package dev.firebreak.runbook.step.check;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/**
 * What a client meets at an address.
 *
 * @param reached how far it came
 * @param failure why not further; null if it got an answer
 * @param status of the HTTP answer; 0 if there is none
 * @param time from the first question to the answer, or to the failure
 * @param certificateEnds when the certificate ends; null without one
 */
public record AddressReport(
        URI address, Reached reached, String failure, int status, Duration time, Instant certificateEnds) {

    /** A certificate that ends within this time is reported. */
    private static final Duration CERTIFICATE_SOON = Duration.ofDays(14);

    /** The last stage that went well. */
    public enum Reached {
        NOTHING,
        NAME,
        ROUTE,
        CONNECTION,
        CERTIFICATE,
        ANSWER
    }

    /** Whether it can't be seen from here at all: its name or the way to it is unknown. */
    public boolean isOutOfSight() {
        return failure != null && (reached == Reached.NOTHING || reached == Reached.NAME);
    }

    /** Whether it accepts a connection, and answers well if it speaks HTTP. */
    public boolean isGood() {
        return failure == null && (status == 0 || status / 100 == 2);
    }

    /** What was met, as part of a sentence. */
    String said() {
        return failure != null ? outcome() : outcome() + " in " + time.toMillis() + " ms";
    }

    /** As {@link #said()}, without the time. */
    public String outcome() {
        if (failure != null) {
            return address + " " + obstacle() + ": " + failure;
        }
        return address + (status == 0 ? " accepts connections" : " answers " + status);
    }

    private String obstacle() {
        return switch (reached) {
            case NOTHING -> "can't be resolved";
            case NAME -> "can't be reached from here";
            case ROUTE -> "accepts no connection";
            case CONNECTION -> "shows no valid certificate";
            default -> "does not answer";
        };
    }

    /** What to do about it; empty if it is good. */
    String advice(Instant now) {
        if (failure != null) {
            return switch (reached) {
                case NOTHING -> "Look at the name server and at the name in the catalogue.";
                case NAME -> "Look at the network between Firebreak and its host.";
                case ROUTE -> "Look whether it runs and listens on that port, and at the firewall.";
                case CONNECTION -> "Renew or replace the certificate.";
                default -> "It hangs: look at its processors, memory and what it waits for.";
            };
        }
        return isGood() ? soon(now) : refusal();
    }

    private String refusal() {
        return switch (status) {
            case 401, 403 ->
                "It refuses who asks: look at the credentials. No login was tried, so no account is locked.";
            case 429 -> "It limits requests: ask less often, or for a higher limit.";
            case 404 -> "Look at the path of the address in the catalogue.";
            default ->
                status >= 500
                        ? "It has trouble of its own: read its last lines."
                        : "Look why it answers " + status + ".";
        };
    }

    private String soon(Instant now) {
        return certificateEnds != null && certificateEnds.isBefore(now.plus(CERTIFICATE_SOON))
                ? "Its certificate ends in "
                        + Math.max(0, Duration.between(now, certificateEnds).toDays()) + " days: renew it."
                : "";
    }
}
