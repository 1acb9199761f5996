package io.mastiff.edge.sidecar;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;

/** Carries bytes both ways after a connection changed to WebSocket; reads as fast as it writes. */
final class Tunnel extends ChannelInboundHandlerAdapter {
  private final Channel other;

  private Tunnel(Channel other) {
    this.other = other;
  }

  /** Answers 101 to the client and joins the two connections. */
  static void open(ChannelHandlerContext client, Channel origin, HttpResponse response) {
    DefaultFullHttpResponse head =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, response.status(), Unpooled.EMPTY_BUFFER);
    head.headers().set(response.headers());
    head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
    Channel front = client.channel();
    front
        .writeAndFlush(head)
        .addListener(
            done -> {
              origin.pipeline().addLast(new Tunnel(front));
              front.pipeline().addLast(new Tunnel(origin));
              origin.pipeline().remove(OriginHandler.class);
              front.pipeline().remove(FrontHandler.class);
              front.pipeline().remove(IdleStateHandler.class);
              origin.pipeline().remove(HttpClientCodec.class);
              front.pipeline().remove(HttpServerCodec.class);
              front.read();
              origin.read();
            });
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof ByteBuf)) {
      ReferenceCountUtil.release(message);
      ctx.read();
      return;
    }
    other
        .writeAndFlush(message)
        .addListener(
            done -> {
              if (done.isSuccess()) {
                ctx.read();
              } else {
                ctx.close();
              }
            });
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
