-- Slots that were missed are made up for by going half a percent faster, or by one call a second; from
-- 1,000 a second on by going one percent faster, as a machine that is so busy misses more.
create or replace function bulksend_slots(p_account varchar, p_member bigint, p_ask double precision, p_wanted integer,
    p_missed integer, p_pause double precision, p_measured double precision, out now_at double precision,
    out first_at double precision, out step double precision, out slots integer, out rate double precision,
    out others double precision)
language plpgsql as $$
declare
  account bulksend_account;
  usual double precision;
  sharers integer;
begin
  select * into account from bulksend_account a where a.name = p_account for update;
  now_at := extract(epoch from clock_timestamp()) * 1000000;
  first_at := now_at;
  step := 0;
  slots := 0;
  update bulksend_member m set ask = p_ask, measured = p_measured, seen_at = clock_timestamp(),
    wanted_at = case when p_wanted > 0 then now_at else m.wanted_at end where m.id = p_member;
  if not found then
    slots := -1;
    rate := 0;
    others := 0;
    return;
  end if;
  select coalesce(min(m.ask) filter (where m.ask > 0), 0), count(*) filter (where m.wanted_at > now_at - 1000000),
    coalesce(sum(m.measured) filter (where m.id <> p_member), 0)
    into rate, sharers, others
    from bulksend_member m where m.account = p_account and m.seen_at > clock_timestamp() - interval '5 seconds';
  account.paused_until := greatest(account.paused_until, now_at + p_pause);
  if rate > 0 then
    usual := 1000000 / rate;
    if account.rate <> rate then
      -- At a slower rate the next slot may be far away.
      account.next_slot := greatest(now_at, least(account.next_slot, now_at + 200000 + usual));
      account.schedule := account.next_slot;
    elsif now_at - account.next_slot > 3000000 then
      account.schedule := now_at;
    else
      account.schedule := greatest(account.schedule - p_missed * usual, now_at - 3000000);
    end if;
    if account.paused_until > now_at then
      account.schedule := greatest(account.schedule, account.paused_until);
    end if;
    slots := least(p_wanted, greatest(1, ceil(rate / 10 / greatest(1, sharers))::integer));
    first_at := greatest(now_at, account.next_slot, account.schedule);
    step := case when first_at - account.schedule < usual then usual
      else 1000000 / (rate + greatest(case when rate < 1000 then 0.005 else 0.01 end * rate, least(1, 0.02 * rate))) end;
    account.next_slot := first_at + slots * step;
    account.schedule := account.schedule + slots * usual;
  else
    slots := p_wanted;
    first_at := greatest(now_at, account.paused_until);
    account.next_slot := now_at;
    account.schedule := now_at;
  end if;
  update bulksend_account a set rate = bulksend_slots.rate, next_slot = account.next_slot,
    schedule = account.schedule, paused_until = account.paused_until where a.name = p_account;
end $$;
