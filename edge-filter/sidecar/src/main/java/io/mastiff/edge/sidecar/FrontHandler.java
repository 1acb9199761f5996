package io.mastiff.edge.sidecar;

import io.mastiff.edge.Decision;
import io.mastiff.edge.DecisionEngine;
import io.mastiff.edge.ResponseFacts;
import io.mastiff.edge.answer.Answer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of a connection: one request at a time, decided first, then answered here or
 * carried to the origin.
 *
 * <p>Nothing is read ahead: a body flows as fast as the slower side takes it. All of it runs on the
 * connection's event loop.
 */
final class FrontHandler extends ChannelInboundHandlerAdapter {
  static final String AUTH_PATH = "/mastiff/auth";

  /** Event that says: take no further request. */
  static final Object DRAIN = new Object();

  private static final int MOST_IDLE_MINUTES = 5;

  private final SidecarSettings settings;
  private final DecisionEngine engine;
  private final @Nullable OriginPool pool;
  private final Deque<HttpObject> pipelined = new ArrayDeque<>();
  private @Nullable Exchange exchange;
  private boolean closing;
  private boolean draining;
  private int idleMinutes;

  @SuppressWarnings("NullAway.Init")
  private ChannelHandlerContext client;

  FrontHandler(SidecarSettings settings, DecisionEngine engine, @Nullable OriginPool pool) {
    this.settings = settings;
    this.engine = engine;
    this.pool = pool;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    client = ctx;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (closing || !(message instanceof HttpObject part)) {
      ReferenceCountUtil.release(message);
      return;
    }
    Exchange current = exchange;
    if (part instanceof HttpRequest && current != null || !pipelined.isEmpty()) {
      pipelined.add(part);
    } else {
      accept(part);
    }
  }

  private void accept(HttpObject part) {
    if (part instanceof HttpRequest request) {
      begin(request);
    } else if (part instanceof HttpContent content) {
      Exchange current = exchange;
      if (current == null) {
        content.release();
      } else {
        current.fromClient(content);
      }
    }
  }

  private void begin(HttpRequest request) {
    idleMinutes = 0;
    if (request.decoderResult().isFailure()) {
      refuse(request.decoderResult().cause());
      return;
    }
    if (hasOddFraming(request)) {
      close(Answer.error(400, "The request's length is not clear."));
      return;
    }
    boolean auth = settings.forwardAuth() != null && request.uri().equals(AUTH_PATH);
    if (auth) {
      answerAuth(request);
      return;
    }
    Decision decision = engine.decide(RequestReader.read(request, client.channel()));
    if (decision.isAnswered()) {
      engine.completed(decision, new ResponseFacts(decision.status(), 0, 0), "");
      answer(engine.answer(decision), request);
    } else if (pool == null) {
      engine.released(decision, ResponseFacts.UNSEEN);
      answer(Answer.error(404, "This sidecar answers " + AUTH_PATH + " only."), request);
    } else {
      exchange = new Exchange(this, client, engine, decision, settings, pool, request);
      exchange.start();
    }
  }

  /** Framing that another server might read differently (RFC 9112, section 6.3). */
  private static boolean hasOddFraming(HttpRequest request) {
    List<String> encodings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
    boolean chunked = encodings.size() == 1 && encodings.get(0).equalsIgnoreCase("chunked");
    return !encodings.isEmpty()
        && (!chunked || request.headers().contains(HttpHeaderNames.CONTENT_LENGTH));
  }

  private void answerAuth(HttpRequest request) {
    Decision decision =
        engine.decide(
            RequestReader.readForwarded(request, client.channel(), settings.forwardAuth()));
    Answers.Auth auth = Answers.auth(engine, decision, settings.forwardAuth());
    engine.completed(decision, ResponseFacts.UNSEEN, auth.issued());
    engine.released(decision, ResponseFacts.UNSEEN);
    answer(auth.answer(), request);
  }

  private void refuse(Throwable cause) {
    int status =
        cause instanceof TooLongHttpLineException
            ? 414
            : cause instanceof TooLongHttpHeaderException ? 431 : 400;
    close(Answer.error(status, "The request cannot be read."));
  }

  /** Answers without the origin; a body that may follow ends the connection. */
  private void answer(Answer answer, HttpRequest request) {
    boolean body =
        HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) > 0;
    if (body || !HttpUtil.isKeepAlive(request)) {
      close(answer);
      return;
    }
    client.write(Answers.response(answer, true));
    client.flush();
    exchange = null;
    client.read();
  }

  /** Answers and closes once it is written. */
  void close(Answer answer) {
    closing = true;
    client.writeAndFlush(Answers.response(answer, false)).addListener(done -> client.close());
  }

  /** The exchange is over; the connection goes on, or not. */
  void finished(boolean keepAlive) {
    exchange = null;
    if (!keepAlive || draining) {
      closing = true;
      client.flush();
      client
          .writeAndFlush(io.netty.buffer.Unpooled.EMPTY_BUFFER)
          .addListener(done -> client.close());
      return;
    }
    while (exchange == null && !closing && !pipelined.isEmpty()) {
      accept(pipelined.poll());
    }
    while (exchange != null && !pipelined.isEmpty() && !(pipelined.peek() instanceof HttpRequest)) {
      accept(pipelined.poll());
    }
    if (exchange == null) {
      client.read();
    }
  }

  void fromOrigin(HttpObject part) {
    Exchange current = exchange;
    if (current == null) {
      ReferenceCountUtil.release(part);
    } else {
      current.fromOrigin(part);
    }
  }

  void originReadComplete() {
    if (exchange != null) {
      exchange.originReadComplete();
    }
  }

  void originWritable() {
    if (exchange != null) {
      exchange.originWritable();
    }
  }

  void originClosed() {
    if (exchange != null) {
      exchange.originClosed();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (exchange != null && ctx.channel().isWritable()) {
      exchange.clientWritable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    pipelined.forEach(ReferenceCountUtil::release);
    pipelined.clear();
    if (exchange != null) {
      exchange.clientGone();
      exchange = null;
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == DRAIN) {
      draining = true;
      if (exchange == null) {
        ctx.close();
      }
      return;
    }
    boolean stalled = ++idleMinutes >= MOST_IDLE_MINUTES;
    if (event instanceof IdleStateEvent && (exchange == null || stalled)) {
      ctx.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  static boolean wantsUpgrade(HttpRequest request) {
    return request.headers().containsValue(HttpHeaderNames.UPGRADE, "websocket", true)
        && request
            .headers()
            .containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true);
  }

  static boolean isLast(HttpObject part) {
    return part instanceof LastHttpContent;
  }

  static void closeQuietly(@Nullable Channel channel) {
    if (channel != null) {
      channel.close();
    }
  }
}
