"""The nightly sweep of overrank as an Airflow DAG: put this file into the folder of DAGs."""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

OVERRANK = "/opt/overrank"
NIGHTS = "/var/lib/overrank/nights"

with DAG(
    dag_id="overrank_nightly",
    description="R x lambda x seeds x solvers, compared with the last good night",
    schedule="30 2 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={
        # A killed sweep is gone on with by the next attempt; a night that is worse (4) fails again.
        "retries": 3,
        "retry_delay": timedelta(minutes=5),
        "execution_timeout": timedelta(hours=8),
    },
) as dag:
    # 0 and 3 (ended, not everything certified) are success, 75 (another call is at work) skips the
    # task, all others fail it.
    BashOperator(
        task_id="sweep",
        bash_command=f"{OVERRANK}/jobs/nightly-sweep {OVERRANK}/conf/nightly.conf {NIGHTS}",
        env={"OVERRANK_NIGHT": "{{ ds }}", "OVERRANK_ACCEPT": "3"},
        append_env=True,
        skip_on_exit_code=75,
    )
