package dev.firebreak.runbook.step.firewall.stack;

import dev.firebreak.runbook.step.firewall.stack.Addresses.Network;
import java.net.Inet6Address;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rules of an isolation: one table of our own for IPv4 and IPv6, which drops what it does not name. In nftables, a
 * drop in any table is final, so the rules of others can't open what ours close, and ours need not touch theirs.
 *
 * <p>One line, because it is one argument of {@code nft}; without commas and quotes, so that a rule of sudo can spell it
 * out (docker/lab/images/host/sudoers).
 */
public final class IsolationRules {

    /** Family and name. */
    public static final String TABLE = "inet firebreak_isolation";

    /** Before the usual filter chains (0), after connection tracking (-200) and address translation (-100). */
    private static final String HOOK = "chain %1$s { type filter hook %1$s priority -10 ; policy drop ; ";

    private static final String OPEN_SESSIONS = "ct state established accept ; ct state related accept ; ";

    /** Without these, no IPv6 address finds its neighbour or its router (RFC 4861). */
    private static final String NEIGHBOURS =
            "icmpv6 type nd-router-solicit accept ; icmpv6 type nd-router-advert accept ;"
                    + " icmpv6 type nd-neighbor-solicit accept ; icmpv6 type nd-neighbor-advert accept ; ";

    private static final String END = "counter drop ; } ; ";

    private IsolationRules() {}

    /**
     * What {@code nft} loads as one transaction.
     *
     * @param management may begin sessions, and get answers; nothing can begin one to them
     * @param way Firebreak's own way in, if it leads through this network
     */
    public static String of(List<Network> management, Optional<OwnWay> way) {
        var managers = management.stream()
                .map(it -> (it.isIpv6() ? "ip6" : "ip") + " saddr " + it + " accept ; ")
                .collect(Collectors.joining());
        var own = way.map(IsolationRules::own).orElse("");
        return "table " + TABLE + " { "
                + HOOK.formatted("input")
                + "iif lo accept ; "
                + OPEN_SESSIONS
                + NEIGHBOURS
                + managers
                + own
                + END
                + HOOK.formatted("forward")
                + OPEN_SESSIONS
                + managers
                + END
                + HOOK.formatted("output")
                + "oif lo accept ; "
                + OPEN_SESSIONS
                + NEIGHBOURS
                + END
                + "}";
    }

    private static String own(OwnWay way) {
        var family = way.from() instanceof Inet6Address ? "ip6" : "ip";
        return family + " saddr " + way.from().getHostAddress() + " tcp dport " + way.port() + " accept ; ";
    }
}
