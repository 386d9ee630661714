package dev.firebreak.comms.channel.slack;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** The start of an answer; once that is full the connection is closed, for an answer may never end. */
class LimitedBody implements BodySubscriber<String> {

    private final BodySubscriber<String> start = BodySubscribers.ofString(StandardCharsets.UTF_8);
    private final int most;
    private Subscription rest;
    private int taken;

    LimitedBody(int most) {
        this.most = most;
    }

    @Override
    public CompletionStage<String> getBody() {
        return start.getBody();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        rest = subscription;
        start.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        taken += buffers.stream().mapToInt(ByteBuffer::remaining).sum();
        start.onNext(buffers);
        if (taken >= most) {
            rest.cancel();
            start.onComplete();
        }
    }

    @Override
    public void onError(Throwable trouble) {
        start.onError(trouble);
    }

    @Override
    public void onComplete() {
        start.onComplete();
    }
}
