package io.mastiff.edge.sidecar;

import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.answer.Answer;
import io.mastiff.event.IpAddress;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to the origin and back.
 *
 * <p>A GET or HEAD without a body that met a pooled connection which the origin had just closed is
 * sent once more on a new one. The event is published when the response's headers are known, or
 * after two seconds.
 */
final class Exchange {
  private static final long EVENT_AFTER_MS = 2_000;

  private final FrontHandler front;
  private final ChannelHandlerContext client;
  private final DecisionEngine engine;
  private final Decision decision;
  private final SidecarSettings settings;
  private final OriginPool pool;
  private final HttpRequest request;
  private final boolean oldClient;
  private final boolean keepAlive;
  private final boolean upgrade;
  private final boolean expectsContinue;
  private final boolean mayRepeat;
  private final long startNanos = System.nanoTime();
  private final Deque<HttpContent> waiting = new ArrayDeque<>();
  private final ScheduledFuture<?> eventTimer;
  private @Nullable ScheduledFuture<?> responseTimer;
  private @Nullable Channel origin;
  private boolean reused;
  private boolean sentAll;
  private boolean headSeen;
  private boolean originKeepAlive;
  private boolean published;
  private int answeredStatus = -1;
  private long headMicros = -1;
  private long sentAllNanos;
  private boolean over;

  Exchange(
      FrontHandler front,
      ChannelHandlerContext client,
      DecisionEngine engine,
      Decision decision,
      SidecarSettings settings,
      OriginPool pool,
      HttpRequest request) {
    this.front = front;
    this.client = client;
    this.engine = engine;
    this.decision = decision;
    this.settings = settings;
    this.pool = pool;
    this.request = request;
    this.oldClient = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    this.keepAlive = HttpUtil.isKeepAlive(request) && !oldClient;
    this.upgrade = FrontHandler.wantsUpgrade(request);
    this.expectsContinue = HttpUtil.is100ContinueExpected(request);
    boolean body =
        HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) > 0;
    this.mayRepeat =
        !body
            && (request.method().equals(HttpMethod.GET)
                || request.method().equals(HttpMethod.HEAD));
    this.eventTimer =
        client
            .executor()
            .schedule(() -> publish(-1, -1, ""), EVENT_AFTER_MS, TimeUnit.MILLISECONDS);
  }

  void start() {
    IpAddress peer = RequestReader.peer(client.channel());
    ProxyHeaders.toOrigin(
        request.headers(), peer.toString(), engine.policy().trust().trusts(peer), upgrade);
    VerdictHeader.tag(engine, decision)
        .ifPresent(v -> request.headers().set(VerdictHeader.NAME, v));
    request.setProtocolVersion(HttpVersion.HTTP_1_1);
    Channel pooled = pool.reuse(client.channel().eventLoop(), mayRepeat);
    if (pooled == null) {
      connect();
    } else {
      reused = true;
      connected(pooled);
    }
  }

  private void connect() {
    reused = false;
    pool.connect(client.channel().eventLoop()).addListener(this::connectDone);
  }

  private void connectDone(Future<? super Channel> done) {
    if (!done.isSuccess()) {
      fail(502, "The store cannot be reached.");
    } else if (over) {
      ((Channel) done.getNow()).close();
    } else {
      connected((Channel) done.getNow());
    }
  }

  private void connected(Channel channel) {
    origin = channel;
    handler(channel).attach(front);
    channel.write(copyOf(request));
    if (expectsContinue) {
      client.writeAndFlush(
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    }
    while (!waiting.isEmpty()) {
      send(channel, waiting.poll());
    }
    channel.flush();
    channel.read();
    wantMore(channel);
  }

  private static HttpRequest copyOf(HttpRequest request) {
    return new io.netty.handler.codec.http.DefaultHttpRequest(
        request.protocolVersion(), request.method(), request.uri(), request.headers());
  }

  void fromClient(HttpContent content) {
    Channel channel = origin;
    if (content.decoderResult().isFailure()) {
      content.release();
      fail(400, "The request's body cannot be read.");
    } else if (over) {
      content.release();
    } else if (channel == null) {
      waiting.add(content);
    } else {
      send(channel, content);
      channel.flush();
      wantMore(channel);
    }
  }

  private void send(Channel channel, HttpContent content) {
    channel.write(content);
    if (content instanceof LastHttpContent) {
      sentAll = true;
      sentAllNanos = System.nanoTime();
      awaitResponse();
    }
  }

  /** The time for an answer runs from the end of the request. */
  private void awaitResponse() {
    cancelResponseTimer();
    if (!headSeen && !over) {
      responseTimer =
          client
              .executor()
              .schedule(
                  () -> fail(504, "The store did not answer in time."),
                  settings.responseTimeout().toMillis(),
                  TimeUnit.MILLISECONDS);
    }
  }

  private void wantMore(Channel channel) {
    if (!sentAll && channel.isWritable()) {
      client.read();
    }
  }

  void originWritable() {
    if (!sentAll) {
      client.read();
    }
  }

  void fromOrigin(HttpObject part) {
    if (over || part.decoderResult().isFailure()) {
      ReferenceCountUtil.release(part);
      fail(502, "The store's answer cannot be read.");
      return;
    }
    if (part instanceof HttpResponse response && !head(response)) {
      ReferenceCountUtil.release(part);
      return;
    }
    if (part instanceof HttpContent content && headSeen) {
      client.write(content);
    }
    if (FrontHandler.isLast(part) && headSeen) {
      complete();
    }
  }

  /** Takes in the response's head; false for an interim response, which is not passed on. */
  private boolean head(HttpResponse response) {
    int status = response.status().code();
    if (status == 101 && upgrade) {
      tunnel(response);
      return true;
    }
    if (status < 200) {
      return false;
    }
    cancelResponseTimer();
    headSeen = true;
    originKeepAlive = HttpUtil.isKeepAlive(response);
    headMicros = sentAllNanos == 0 ? -1 : (System.nanoTime() - sentAllNanos) / 1_000;
    answeredStatus = status;
    if (response.headers().get(HttpHeaderNames.CONTENT_TYPE, "").startsWith("text/event-stream")) {
      engine.released(decision, ResponseFacts.UNSEEN);
    }
    AnswerHead.tell(engine, decision, response.headers());
    ProxyHeaders.toClient(response.headers());
    String issued = published ? "" : AnswerHead.setCookie(engine, decision, response.headers());
    publish(status, HttpUtil.getContentLength(response, -1L), issued);
    AnswerHead.frame(request, response, oldClient, keepAlive);
    client.write(
        new io.netty.handler.codec.http.DefaultHttpResponse(
            HttpVersion.HTTP_1_1, response.status(), response.headers()));
    return true;
  }

  private void tunnel(HttpResponse response) {
    cancelResponseTimer();
    publish(101, -1, "");
    end();
    Channel channel = origin;
    if (channel != null) {
      Tunnel.open(client, channel, response);
    }
  }

  private void publish(int status, long bytes, String issued) {
    if (!published) {
      published = true;
      eventTimer.cancel(false);
      long micros = (System.nanoTime() - startNanos) / 1_000;
      engine.completed(decision, new ResponseFacts(status, bytes, micros), issued);
    }
  }

  void originReadComplete() {
    client.flush();
    Channel channel = origin;
    if (channel != null && !over && client.channel().isWritable()) {
      channel.read();
    }
  }

  void clientWritable() {
    if (origin != null && !over) {
      origin.read();
    }
  }

  /** Whatever way it ends, the request is no longer at the store. */
  private void end() {
    over = true;
    engine.released(decision, new ResponseFacts(answeredStatus, -1, headMicros));
  }

  private void complete() {
    end();
    cancelTimers();
    client.flush();
    Channel channel = origin;
    if (channel != null) {
      handler(channel).attach(null);
      if (originKeepAlive && sentAll) {
        pool.release(channel);
      } else {
        channel.close();
      }
    }
    front.finished(keepAlive && sentAll);
  }

  void originClosed() {
    Channel channel = origin;
    if (over || channel == null) {
      return;
    }
    handler(channel).attach(null);
    origin = null;
    if (reused && !headSeen && mayRepeat) {
      cancelResponseTimer();
      if (sentAll) {
        sentAll = false;
        waiting.add(LastHttpContent.EMPTY_LAST_CONTENT);
      }
      connect();
    } else {
      fail(502, "The store closed the connection.");
    }
  }

  private void fail(int status, String sentence) {
    if (over) {
      return;
    }
    answeredStatus = headSeen ? answeredStatus : status;
    headMicros = headSeen ? headMicros : (System.nanoTime() - startNanos) / 1_000;
    end();
    cancelTimers();
    publish(status, -1, "");
    dropOrigin();
    if (headSeen) {
      client.close();
    } else {
      front.close(Answer.error(status, sentence));
    }
  }

  void clientGone() {
    end();
    cancelTimers();
    publish(-1, -1, "");
    dropOrigin();
  }

  private void dropOrigin() {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
    Channel channel = origin;
    if (channel != null) {
      handler(channel).attach(null);
      channel.close();
    }
  }

  private void cancelTimers() {
    eventTimer.cancel(false);
    cancelResponseTimer();
  }

  private void cancelResponseTimer() {
    if (responseTimer != null) {
      responseTimer.cancel(false);
    }
  }

  private static OriginHandler handler(Channel channel) {
    return channel.pipeline().get(OriginHandler.class);
  }
}
