package dev.firebreak.oncall;

import dev.firebreak.comms.CommsFixture;
import dev.firebreak.oncall.ack.AckLinks;
import dev.firebreak.oncall.paging.EscalationLadder;
import dev.firebreak.oncall.paging.NotifyPage;
import dev.firebreak.oncall.paging.PageMessages;
import dev.firebreak.oncall.paging.Pager;
import dev.firebreak.oncall.schedule.OnCall;

/** On-call without Spring. */
public final class OnCallFixture {

    private OnCallFixture() {}

    public static AckLinks ackLinks(CommsFixture comms) {
        return new AckLinks(comms.jdbc(), comms.clock);
    }

    static EscalationLadder turn(CommsFixture comms) {
        return new EscalationLadder(new OnCall(comms.catalog()));
    }

    public static Pager pager(CommsFixture comms) {
        var letters = new PageMessages(comms.briefing(), comms.letters(), ackLinks(comms), comms.links());
        return new Pager(turn(comms), letters, comms.delivery(), comms.timeline(), comms.clock);
    }

    public static NotifyPage notifyPage(CommsFixture comms) {
        return new NotifyPage(pager(comms), new OnCall(comms.catalog()));
    }
}
