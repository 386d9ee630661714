package dev.firebreak.web.client;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Reads only the start of a response and then closes the connection, because a response may never end. */
class LimitedBody implements BodySubscriber<String> {

    private final BodySubscriber<String> start = BodySubscribers.ofString(StandardCharsets.UTF_8);
    private final int limit;
    private Subscription upstream;
    private int received;

    LimitedBody(int limit) {
        this.limit = limit;
    }

    @Override
    public CompletionStage<String> getBody() {
        return start.getBody();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        upstream = subscription;
        start.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        received += buffers.stream().mapToInt(ByteBuffer::remaining).sum();
        start.onNext(buffers);
        if (received >= limit) {
            upstream.cancel();
            start.onComplete();
        }
    }

    @Override
    public void onError(Throwable failure) {
        start.onError(failure);
    }

    @Override
    public void onComplete() {
        start.onComplete();
    }
}
